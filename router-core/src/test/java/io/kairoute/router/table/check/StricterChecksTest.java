package io.kairoute.router.table.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.kairoute.router.Limits;
import io.kairoute.router.table.LargeTable;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.Problem.Severity;
import io.kairoute.router.table.TableReport;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions accepted: an error in a table that is new, a warning in one that was published. */
class StricterChecksTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("BAD_LANGUAGE", "signals[r].when.language[0]", rule("language: [x]")),
                Arguments.of("BAD_LANGUAGE", "signals[r].when.language[0]", rule("language: [x-klingon]")),
                Arguments.of(
                        "BAD_LANGUAGE",
                        "scripts[s0].languages.e",
                        table().replace("languages: {en: x}", "languages: {en: x, e: y}")),
                Arguments.of(
                        "WINDOW_UNCLEAR", "signals[r].when.time.to", rule("time: {from: \"09:00\", to: \"09:00\"}")),
                Arguments.of("BAD_REGION", "signals[r].when.region[0]", rule("region: [AU--VIC]")),
                Arguments.of("BAD_REGION", "signals[r].when.region[0]", rule("region: [AU-]")),
                Arguments.of("BAD_REGION", "signals[r].when.region[0]", rule("region: [\" AU-VIC\"]")),
                Arguments.of("LIMIT_EXCEEDED", "queues[q0].refs", platforms(Limits.PLATFORMS + 1)),
                Arguments.of("LIMIT_EXCEEDED", "signals[r15].when.intent", listed(Limits.LISTED_VALUES + 1)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldRefuseANewTable(final String code, final String path, final String table) {
        final TableReport report = TableLoader.load(table.getBytes(StandardCharsets.UTF_8), TODAY);

        assertNull(report.table());
        assertEquals(List.of("ERROR " + code + " " + path), said(report, code));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void shouldOpenARevisionThatWasPublished(final String code, final String path, final String table) {
        final TableReport report = TableLoader.reopen(table.getBytes(StandardCharsets.UTF_8), TODAY);

        assertNotNull(report.table(), () -> report.problems().toString());
        assertEquals(List.of("WARNING " + code + " " + path), said(report, code));
    }

    @Test
    void shouldAcceptAsManyPlatformsAsThereMayBe() {
        final TableReport report =
                TableLoader.load(platforms(Limits.PLATFORMS).getBytes(StandardCharsets.UTF_8), TODAY);

        assertNotNull(report.table(), () -> report.problems().toString());
    }

    @Test
    void shouldAcceptAsManyValuesAsRulesMayList() {
        final TableReport report =
                TableLoader.load(listed(Limits.LISTED_VALUES).getBytes(StandardCharsets.UTF_8), TODAY);

        assertNotNull(report.table(), () -> report.problems().toString());
    }

    @Test
    void shouldRefuseInARevisionWhatWasNeverAccepted() {
        final TableReport report =
                TableLoader.reopen(rule("language: [en--AU]").getBytes(StandardCharsets.UTF_8), TODAY);

        assertNull(report.table());
        assertEquals(List.of("ERROR BAD_LANGUAGE signals[r].when.language[0]"), said(report, "BAD_LANGUAGE"));
    }

    private static List<String> said(final TableReport report, final String code) {
        return report.problems().stream()
                .filter(problem ->
                        problem.severity() == Severity.ERROR || problem.code().equals(code))
                .map(StricterChecksTest::said)
                .toList();
    }

    private static String said(final Problem problem) {
        return problem.severity() + " " + problem.code() + " " + problem.path();
    }

    private static String table() {
        return new LargeTable().toString();
    }

    private static String rule(final String condition) {
        return table() + "signals:\n  - {id: r, when: {" + condition + "}, occasion: o0}\n";
    }

    /** Sixteen rules that list so many values together, each rule the same ones but for the last. */
    private static String listed(final int count) {
        final StringBuilder text = new StringBuilder(table()).append("signals:\n");
        for (int rule = 0; rule < 16; rule++) {
            final int listed = count / 16 + (rule == 15 ? count % 16 : 0);
            text.append("  - {id: r" + rule + ", when: {intent: ["
                    + IntStream.range(0, listed).mapToObj(value -> "i" + value).collect(Collectors.joining(","))
                    + "]}, occasion: o0}\n");
        }
        return text.toString();
    }

    private static String platforms(final int count) {
        final String refs = IntStream.range(0, count)
                .mapToObj(platform -> "p" + platform + ": x")
                .collect(Collectors.joining(", "));
        return table().replace("{id: q0, name: n, ", "{id: q0, name: n, refs: {" + refs + "}, ");
    }
}
