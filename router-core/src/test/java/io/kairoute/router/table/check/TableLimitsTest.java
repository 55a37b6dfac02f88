package io.kairoute.router.table.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.Limits;
import io.kairoute.router.table.LargeTable;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.Problem.Severity;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.yaml.TableReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("alone")
final class TableLimitsTest {
    /** Processor time, so that a busy machine does not fail the test. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    static Stream<Arguments> limits() {
        return Stream.of(
                arguments("occasions", Limits.OCCASIONS, "occasions"),
                arguments("signals", Limits.SIGNAL_RULES, "signals"),
                arguments("tiers", Limits.TIERS, "tiers"),
                arguments("tuning", Limits.TUNING_RULES, "tuning"),
                arguments("protections", Limits.PROTECTIONS, "protections"),
                arguments("queues", Limits.QUEUES, "queues"),
                arguments("calendars", Limits.CALENDARS, "calendars"),
                arguments("scripts", Limits.SCRIPTS, "scripts"),
                arguments("layers", Limits.LAYERS, "layers"),
                arguments("experiments", Limits.EXPERIMENTS, "experiments"),
                arguments("arms", Limits.ARMS, "experiments[e0].arms"),
                arguments("metrics", Limits.METRICS, "metrics"),
                arguments("ladder", Limits.LADDER_STEPS, "defaults.treatment.ladder"),
                arguments("selectors", Limits.SELECTORS, "defaults.treatment.selectors"),
                arguments("overflow", Limits.OVERFLOW_RULES, "defaults.treatment.overflow"),
                arguments("labels", Limits.RULE_LABELS, "signals[r32].when.labels.n32"),
                arguments("calendars of rules", Limits.RULE_CALENDARS, "signals[r32].when.calendar.c32"),
                arguments("intents", Limits.VALUES_PER_ATTRIBUTE, "signals[r99].when.intent"));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void shouldAcceptATableAtALimit(final String what, final int limit, final String path) {
        final TableReport report = TableLoader.load(table(what, limit).bytes(), TODAY);

        assertEquals(List.of(), errors(report));
        assertNotNull(report.table(), path);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void shouldRefuseATableOneOverALimit(final String what, final int limit, final String path) {
        final TableReport report = TableLoader.load(table(what, limit + 1).bytes(), TODAY);

        assertNull(report.table());
        assertEquals(1, errors(report).size(), errors(report)::toString);
        final Problem problem = errors(report).get(0);
        assertEquals("LIMIT_EXCEEDED", problem.code());
        assertEquals(path, problem.path());
        assertTrue(problem.reason().contains("limit is " + limit), problem.reason());
        assertNotNull(problem.position());
    }

    @Test
    void shouldCheckATableAtEveryLimitWithinTwoSeconds() {
        final var reading = TableReader.read(LargeTable.atEveryLimit().bytes());
        final var table = Objects.requireNonNull(reading.report().table());

        final long startNs = THREADS.getCurrentThreadCpuTime();
        final TableReport report = TableChecks.check(table, TODAY);
        final Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - startNs);

        System.out.println("checked a table at every limit in " + taken.toMillis() + " ms of processor time");
        assertEquals(List.of(), errors(report));
        assertTrue(taken.toMillis() < 2_000, taken::toString);
    }

    @Test
    void shouldNotBeHeldUpByRulesThatDifferInTheirLastValueOnly() {
        final int shared = Limits.LISTED_VALUES / Limits.TUNING_RULES - 2;
        final String values = IntStream.range(0, shared).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
        final StringBuilder document = new StringBuilder(new LargeTable().toString()).append("tuning:\n");
        for (int i = 0; i < Limits.TUNING_RULES; i++) {
            document.append("  - {id: u" + i + ", when: {sub_tier: [" + values + ", x" + i + "]}, set: {effort: 5}}\n");
        }
        final var reading = TableReader.read(document.toString().getBytes(StandardCharsets.UTF_8));
        final var table = Objects.requireNonNull(reading.report().table());

        final long startNs = THREADS.getCurrentThreadCpuTime();
        final TableReport report = TableChecks.check(table, TODAY);
        final Duration taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - startNs);

        System.out.println(
                "checked rules that differ in their last value in " + taken.toMillis() + " ms of processor time");
        assertEquals(List.of(), errors(report));
        assertTrue(taken.toMillis() < 2_500, taken::toString);
    }

    @Test
    void shouldRefuseADocumentOfTheAllowedSizeWithTooManyValues() {
        final StringBuilder document = new StringBuilder(Limits.TABLE_BYTES);
        document.append("table: [");
        while (document.length() < Limits.TABLE_BYTES - 10) {
            document.append("a,");
        }
        document.append(']');

        final TableReport report = TableLoader.load(document.toString().getBytes(StandardCharsets.UTF_8), TODAY);

        assertEquals(
                List.of("The document has more than 2000000 values."),
                report.problems().stream().map(Problem::reason).toList());
    }

    private static LargeTable table(final String what, final int count) {
        final LargeTable table = new LargeTable()
                .with("signals", 100)
                .with("experiments", 1)
                .with("calendars", 100)
                .with(what, count);
        return what.equals("tiers") ? table : table.with("tuning", what.equals("tuning") ? count : 1);
    }

    private static List<Problem> errors(final TableReport report) {
        return report.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }
}
