package io.kairoute.router.table.yaml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.Documents;
import io.kairoute.router.table.EditedDocument;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.Problem.Position;
import io.kairoute.router.table.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TableReaderTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadTheFullTableWithoutAProblem() {
        final var reading = TableReader.read(Documents.full().getBytes(UTF_8));

        assertEquals(List.of(), reading.problems().sorted());
        assertNotNull(reading.report().table());
    }

    @Test
    void shouldNormalizeWhatRulesAskAbout() {
        final TableDefinition table = read(Documents.full());

        final var when = table.signals().get(2).when();
        assertEquals(
                List.of("VOICE", "CHAT", "MESSAGE", "EMAIL", "TASK", "CALLBACK"),
                when.attributes().get(Attribute.CHANNEL));
        assertEquals(List.of("INBOUND", "OUTBOUND"), when.attributes().get(Attribute.DIRECTION));
        assertEquals(List.of("AU", "NZ-AUK"), when.attributes().get(Attribute.REGION));
        assertEquals(List.of("en", "zh-hant"), when.attributes().get(Attribute.LANGUAGE));
        assertEquals(List.of("yes"), when.labels().get("vip"));
        assertEquals(
                new TimeWindow(
                        EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
                        22 * 60,
                        6 * 60),
                when.time());
    }

    @Test
    void shouldFillInWhatTheDocumentLeavesOut() {
        final TableDefinition table = read("""
                table: small
                format: 1
                defaults:
                  occasion: o
                  tier: t
                  treatment: {queue: q, script: s, priority: 1, sla: 1s}
                occasions: [{id: o, name: O, job: J, owner: W, clear_at: 1, ambiguous_at: 0.00005, treatment: {}, metrics: []}]
                signals: [{id: s1, when: {time: {days: sat}}, occasion: o}]
                tiers: [{id: t, name: T, definition: D, owner: W, cadence: weekly, version: 1, success: {metric: retention, target: 1%}}]
                queues: [{id: q, name: Q}]
                scripts: [{id: s, name: S, version: 1, default: en, languages: {en: x}}]
                """);

        final OccasionDefinition occasion = table.occasions().get(0);
        assertEquals("UTC", table.defaults().zone().getId());
        assertEquals(10_000, table.signals().get(0).confidenceBp());
        assertEquals(
                new TimeWindow(Set.of(DayOfWeek.SATURDAY), 0, 1_440),
                table.signals().get(0).when().time());
        assertEquals("always", table.queues().get(0).calendar());
        assertEquals(10_000, table.queues().get(0).freshForMs());
        assertEquals(10_000, occasion.clearAtBp());
        assertEquals(1, occasion.ambiguousAtBp());
        assertEquals(0, occasion.marginBp());
        assertEquals(EnumSet.noneOf(TreatmentField.class), occasion.tunable());
        assertEquals(100, table.tiers().get(0).successTargetBp());
    }

    @Test
    void shouldFollowAnAnchor() {
        final TableDefinition table = read(EditedDocument.of(
                        "treatment: {queue: night, overflow: []}",
                        "treatment: &night {queue: night}",
                        "    treatment: {}\n",
                        "    treatment: *night\n")
                .bytes());

        assertEquals("night", table.occasions().get(3).treatment().queue());
    }

    @Test
    void shouldAcceptAByteOrderMark() {
        assertEquals("telecom", read("\uFEFF" + Documents.full()).table());
    }

    static Stream<Arguments> wrongKeys() {
        return Stream.of(
                mistake("UNKNOWN_KEY", "\"occasons\" did you mean \"occasions\"?", "\noccasions:\n", "\n§occasons:\n"),
                mistake("UNKNOWN_KEY", "\"wen\" did you mean \"when\"?", "s1, when:", "s1, §wen:"),
                mistake("UNKNOWN_KEY", "signals[s1].when.tier", "s1, when: {", "s1, when: {§tier: [platinum], "),
                mistake("UNKNOWN_KEY", "tuning[t2].when.intent", "t2, when: {", "t2, when: {§intent: [x], "),
                mistake("UNKNOWN_KEY", "\"colour\" priority, sla", "message: known-outage", "§colour: red"),
                mistake("UNKNOWN_KEY", "floors.sla", "floors: {priority: 60}", "floors: {§sla: 60s}"),
                mistake("UNKNOWN_KEY", "values.language", "  risk: [fraud", "  §language: [en]\n  risk: [fraud"),
                mistake("DUPLICATE_KEY", "\"owner\"", "owner: network-care\n", "owner: network-care\n    §owner: x\n"),
                mistake("DUPLICATE_KEY", "labels.vip", "vip: [yes]", "vip: [yes], §vip: [no]"),
                mistake("DUPLICATE_KEY", "\"mon-fri\"", "sat: [\"09", "§mon-fri: [], sat: [\"09"),
                mistake(
                        "MISSING_KEY",
                        "\"job\" occasions[late-night]",
                        "- id: late-night",
                        "- §id: late-night",
                        "    job: Help me although it is late\n",
                        ""),
                mistake(
                        "MISSING_KEY",
                        "\"defaults\"",
                        "# Every",
                        "# Every",
                        "\ndefaults:\n",
                        "\ntuning: []\nx:\n",
                        "table: tele",
                        "§table: tele"),
                mistake("MISSING_KEY", "ladder[0].after", "{after: 60s, queue", "§{queue"),
                mistake(
                        "MISSING_KEY",
                        "overflow[1].to",
                        "{when: {closed: true}, to: triage}",
                        "§{when: {closed: true}}"),
                mistake(
                        "MISSING_KEY",
                        "experiments[outage-callback].starts",
                        "    starts: 2026-12-01T00:00Z\n",
                        "",
                        "- id: outage-callback",
                        "- §id: outage-callback"));
    }

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                mistake("WRONG_TYPE", "priority \"high\" whole number", "priority: 70", "priority: §high"),
                mistake("WRONG_TYPE", "without quotes", "priority: 70", "priority: §\"70\""),
                mistake("WRONG_TYPE", "whole number", "priority: 70", "priority: §7.5"),
                mistake("WRONG_TYPE", "whole number", "capacity: 400", "capacity: §99999999999"),
                mistake("WRONG_TYPE", "true or false", "no_agents: true", "no_agents: §1"),
                mistake("WRONG_TYPE", "\"intent\" not a list", "intent: [bill_too_high]", "intent: §bill_too_high"),
                mistake("WRONG_TYPE", "not a treatment", "treatment: {}", "treatment: §[]"),
                mistake("WRONG_TYPE", "nothing", "seed: oc1", "seed:§"),
                mistake("WRONG_TYPE", "a list, not a text", "seed: oc1", "seed: §[a]"),
                mistake("WRONG_TYPE", "signals[2]", "  - id: s3\n    when", "  - §just-a-text\n  - id: s3\n    when"),
                mistake("WRONG_TYPE", "the tag !secret", "seed: oc1", "seed: §!secret x"),
                mistake("WRONG_TYPE", "the tag !secret", "treatment: {}", "treatment: §!secret {}"),
                mistake("WRONG_TYPE", "two bucket numbers", "range: [0, 5000]", "range: §[0]"),
                mistake("WRONG_TYPE", "A key is a list", "vip: [yes]", "§[vip]: [yes]"));
    }

    static Stream<Arguments> wrongSpellings() {
        return Stream.of(
                mistake("BAD_DURATION", "\"60 s\" 30s", "max_age: 35d", "max_age: §60 s"),
                mistake("BAD_DURATION", "99999999999999d", "sla: 20s", "sla: §99999999999999d"),
                mistake("BAD_DURATION", "\"30\"", "after: 5m", "after: §30"),
                mistake("BAD_SHARE", "\"80 percent\"", "clear_at: 0.80", "clear_at: §80 percent"),
                mistake("BAD_SHARE", ".nan", "holdout: 5%", "holdout: §.nan"),
                mistake("BAD_DATE", "2026-02-30", "2027-01-01]", "§2026-02-30]"),
                mistake(
                        "BAD_DATE",
                        "1 February",
                        "review_by: 2027-02-01\n    caps",
                        "review_by: §1 February\n    caps"),
                mistake("BAD_TIME", "25:00", "from: \"22:00\"", "from: §\"25:00\""),
                mistake("BAD_TIME", "\"9 to 5\"", "sat: [\"09:00-24:00\"]", "sat: [§\"9 to 5\"]"),
                mistake("BAD_TIME", "24:01", "sat: [\"09:00-24:00\"]", "sat: [§\"09:00-24:01\"]"),
                mistake("BAD_DAY", "funday", "days: fri-mon", "days: §funday"),
                mistake("BAD_DAY", "\"weekend\"", "sat: [\"09:00", "weekend: §[\"09:00"),
                mistake(
                        "WEEKDAY_TWICE",
                        "tue",
                        "sat: [\"09:00",
                        "tue-wed: §[\"09:00",
                        "weekly: {mon-fri",
                        "weekly: {mon-tue"),
                mistake("DAY_RANGE_WRAPS", "sat-mon", "sat: [\"09:00", "sat-mon: §[\"09:00"),
                mistake("BAD_INSTANT", "zone", "starts: 2026-12-01T00:00Z", "starts: §2026-12-01T00:00"),
                mistake(
                        "UNKNOWN_ZONE", "Australia/Melborne did you mean \"Australia/Melbourne\"?",
                        "zone: Australia/Melbourne\n  segments", "zone: §Australia/Melborne\n  segments"),
                mistake(
                        "UNKNOWN_VALUE",
                        "\"calback\" did you mean \"callback\"?",
                        "offer: callback}\noccasions",
                        "offer: §calback}\noccasions"),
                mistake(
                        "UNKNOWN_VALUE",
                        "\"colour\" field",
                        "tunable: [priority, sla, script",
                        "tunable: [priority, §colour, script"),
                mistake("UNKNOWN_VALUE", "shut", "{office: [closed, holiday]}", "{office: [closed, §shut]}"),
                mistake("UNKNOWN_VALUE", "household", "unit: customer", "unit: §household"),
                mistake("UNKNOWN_VALUE", "refuse", "when_stale: default", "when_stale: §refuse"),
                mistake("UNKNOWN_VALUE", "wait", "in_flight: pin", "in_flight: §wait"),
                mistake(
                        "EMPTY_LIST",
                        "signals[s3].when.labels",
                        "labels: {campaign: [spring, \"2026\"], vip: [yes]}",
                        "labels: §{}"),
                mistake(
                        "EMPTY_LIST",
                        "signals[s2].when.calendar",
                        "{calendar: {office: [closed, holiday]}}",
                        "{calendar: §{}}"),
                mistake("EMPTY_LIST", "signals[s4].unless.time", "time: {days: [sat, sun]}", "time: §{}"),
                mistake("UNSUPPORTED_FORMAT", "format 2 a version of Kairoute", "format: 1", "format: §2"),
                mistake("UNSUPPORTED_FORMAT", "format 0", "format: 1", "format: §0"));
    }

    @ParameterizedTest
    @MethodSource({"wrongKeys", "wrongTypes", "wrongSpellings"})
    void shouldNameAMistakeAtItsPlace(final String code, final String names, final List<String> edits) {
        final EditedDocument document = EditedDocument.of(edits.toArray(String[]::new));

        final var reading = TableReader.read(document.bytes());

        document.assertReported(reading.problems().sorted(), code, List.of(names.split(" ")));
        assertNull(reading.report().table());
    }

    static Stream<Arguments> nearMisses() {
        return Stream.of(
                arguments("seed: oc1", "seed: 7"),
                arguments("seed: oc1", "seed: true"),
                arguments("seed: oc1", "seed: \"\\u00e9\\t\\\"\""),
                arguments("seed: oc1", "seed: !!str 7"),
                arguments("clear_at: 0.80", "clear_at: 80%"),
                arguments("clear_at: 0.80", "clear_at: \"80%\""),
                arguments("clear_at: 0.80", "clear_at: 1"),
                arguments("sla: -5s", "sla: -500ms"),
                arguments("priority: 70", "priority: +70"),
                arguments("no_agents: true", "no_agents: FALSE"),
                arguments("sat: [\"09:00-24:00\"]", "sat-sun: [\"09:00 - 24:00\"]"),
                arguments("sat: [\"09:00-24:00\"]", "sat: []"),
                arguments("days: fri-mon", "days: [Fri, sat-mon]"),
                arguments("to: \"06:00\"", "to: \"00:00\""),
                arguments("starts: 2026-12-01T00:00Z", "starts: \"2026-12-01T00:00:00.5+01:00[Europe/Paris]\""),
                arguments("zone: Australia/Melbourne\n  segments", "zone: +10:00\n  segments"),
                arguments("tunable: [priority, sla, script, message]", "tunable: []"),
                arguments("channel: [email]", "channel: [eMail]"));
    }

    @ParameterizedTest
    @MethodSource("nearMisses")
    void shouldAcceptWhatOnlyLooksLikeAMistake(final String there, final String instead) {
        final var reading = TableReader.read(EditedDocument.of(there, instead).bytes());

        assertEquals(List.of(), reading.problems().sorted());
    }

    @Test
    void shouldReportEveryMistakeAtOnceInDocumentOrder() {
        final EditedDocument document = EditedDocument.of(
                "priority: 70", "priority: high", "seed: oc1", "seed: []", "max_age: 35d", "max_age: soon");

        final List<Problem> problems =
                TableReader.read(document.bytes()).problems().sorted();

        assertEquals(
                List.of(
                        "defaults.segments.max_age",
                        "occasions[outage].treatment.priority",
                        "experiments[outage-callback].seed"),
                problems.stream().map(Problem::path).toList());
    }

    static Stream<Arguments> unreadableDocuments() {
        return Stream.of(
                arguments("DOCUMENT_EMPTY", "", 1, 1),
                arguments("DOCUMENT_EMPTY", "# nothing\n---\n", 1, 1),
                arguments("MALFORMED_YAML", "table: t\n  format: 1\n", 2, 9),
                arguments("MALFORMED_YAML", "table: [a, b\nformat: 1\n", 2, 7),
                arguments("MALFORMED_YAML", "table: \"never closed\n", 2, 1),
                arguments("MALFORMED_YAML", "table: t\n---\ntable: u\n", 2, 1),
                arguments("MALFORMED_YAML", "table: t\nformat: \t\u0001\n", 2, 10),
                arguments("MALFORMED_YAML", "table: *nowhere\n", 1, 8),
                arguments("MALFORMED_YAML", "%YAML 3.0\n---\ntable: t\n", 1, 1),
                arguments("LIMIT_EXCEEDED", "table: " + "[".repeat(40) + "]".repeat(40), 1, 39),
                arguments("LIMIT_EXCEEDED", "a: &a [x]\nb: [" + "*a, ".repeat(60) + "]\n", 2, 205),
                arguments("MALFORMED_YAML", "a: &a [*a]\n", 1, 8),
                arguments("WRONG_TYPE", "just a text", 1, 1),
                arguments("WRONG_TYPE", "[table, t]", 1, 1));
    }

    @ParameterizedTest
    @MethodSource("unreadableDocuments")
    void shouldSayInOneSentenceWhyADocumentIsNoTable(
            final String code, final String document, final int line, final int column) {
        final var report = TableReader.read(document.getBytes(UTF_8)).report();

        assertNull(report.table());
        assertEquals(1, report.problems().size(), report.problems()::toString);
        final Problem problem = report.problems().get(0);
        assertEquals(code, problem.code(), problem.reason());
        assertEquals(new Position(line, column), problem.position(), problem.reason());
        assertTrue(problem.reason().lines().count() == 1, problem.reason());
    }

    @Test
    void shouldPointAtTheFirstByteThatIsNotUtf8() {
        final byte[] document = "table: t\nname: caf\u00e9\n".getBytes(ISO_8859_1);

        final var problems = TableReader.read(document).problems().sorted();

        assertEquals("NOT_UTF8", problems.get(0).code());
        assertEquals(new Position(2, 10), problems.get(0).position());
        assertTrue(
                problems.get(0).reason().contains("offset 18"), problems.get(0).reason());
    }

    @Test
    void shouldRefuseADocumentOneByteOverTheLimit() {
        final byte[] document = new byte[Limits.TABLE_BYTES + 1];
        Arrays.fill(document, (byte) ' ');

        final var problems = TableReader.read(document).problems().sorted();

        assertEquals(
                List.of("LIMIT_EXCEEDED"), problems.stream().map(Problem::code).toList());
        assertTrue(
                problems.get(0).reason().contains("16777216"), problems.get(0).reason());
    }

    @Test
    void shouldCountTheMistakesBeyondTheLimitOfAReport() {
        final StringBuilder document = new StringBuilder("table: t\nformat: 1\n");
        for (int i = 0; i < Limits.PROBLEMS + 500; i++) {
            document.append('k').append(i).append(": 1\n");
        }

        final var problems =
                TableReader.read(document.toString().getBytes(UTF_8)).problems().sorted();

        assertEquals(Limits.PROBLEMS + 1, problems.size());
        final Problem last = problems.get(Limits.PROBLEMS);
        assertEquals("TOO_MANY_PROBLEMS", last.code());
        assertTrue(last.reason().startsWith("505 more"), last.reason());
    }

    @Test
    void shouldSayThatAFileDoesNotExist() {
        final var problems =
                TableReader.read(directory.resolve("none.yaml")).problems().sorted();

        assertEquals(
                List.of("FILE_MISSING"), problems.stream().map(Problem::code).toList());
    }

    @Test
    void shouldSayThatADirectoryIsNoFile() {
        final var problems = TableReader.read(directory).problems().sorted();

        assertEquals(
                List.of("FILE_UNREADABLE"), problems.stream().map(Problem::code).toList());
    }

    @Test
    void shouldReadAFile() throws IOException {
        final Path file = Files.writeString(directory.resolve("table.yaml"), Documents.full());

        assertEquals(read(Documents.full()), TableReader.read(file).report().table());
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 500",
        "5%, 500",
        "0.00005, 1",
        "0.000049999, 0",
        "1, 10000",
        "0.12345, 1235",
        "12.345%, 1235",
        "-0.00005, 0",
        ".5, 5000",
        "100%, 10000"
    })
    void shouldRoundSharesToBasisPoints(final String share, final int basisPoints) {
        assertEquals(basisPoints, Shares.parse(share));
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "500ms, 500",
        "30s, 30000",
        "90s, 90000",
        "5m, 300000",
        "2h, 7200000",
        "1d, 86400000",
        "-15s, -15000",
        "35d, 3024000000"
    })
    void shouldSpellDurationsShortest(final String spelling, final long durationMs) {
        assertEquals(durationMs, Durations.parse(spelling));
        assertEquals(spelling, Durations.format(durationMs));
    }

    private static Arguments mistake(final String code, final String names, final String... edits) {
        return arguments(code, names, List.of(edits));
    }

    private static TableDefinition read(final String document) {
        return read(document.getBytes(UTF_8));
    }

    private static TableDefinition read(final byte[] document) {
        final var report = TableReader.read(document).report();
        assertEquals(List.of(), report.problems());
        return Objects.requireNonNull(report.table());
    }
}
