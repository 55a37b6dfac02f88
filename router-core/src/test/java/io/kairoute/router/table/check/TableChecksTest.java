package io.kairoute.router.table.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.Documents;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.yaml.TableReader;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What YAML cannot say, but another form of a table could. */
final class TableChecksTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final LocalDate DAY = LocalDate.of(2026, 12, 24);
    private static final TableDefinition FULL =
            Objects.requireNonNull(TableReader.read(Documents.full().getBytes(StandardCharsets.UTF_8))
                    .report()
                    .table());

    @Test
    void shouldFindNothingInTheFullTable() {
        final TableReport report = TableChecks.check(FULL, TODAY);

        assertEquals(List.of(), report.problems());
        assertEquals(FULL, report.table());
    }

    static Stream<Arguments> signals() {
        return Stream.of(
                arguments("UNKNOWN_KEY", "signals[x].when.tier", Map.of(Attribute.TIER, List.of("platinum")), null),
                arguments(
                        "UNKNOWN_VALUE",
                        "signals[x].when.channel[0]",
                        Map.of(Attribute.CHANNEL, List.of("voice")),
                        null),
                arguments(
                        "OUT_OF_RANGE",
                        "signals[x].when.time.to",
                        Map.of(),
                        new TimeWindow(Set.of(DayOfWeek.MONDAY), 0, 1_441)),
                arguments(
                        "OUT_OF_RANGE",
                        "signals[x].when.time.from",
                        Map.of(),
                        new TimeWindow(Set.of(DayOfWeek.MONDAY), -1, 1_440)));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldRefuseASignalRule(
            final String code,
            final String path,
            final Map<Attribute, List<String>> attributes,
            final @Nullable TimeWindow time) {
        final var when = new ConditionsDefinition(attributes, Map.of(), Map.of(), time);
        final var rule = new SignalRuleDefinition("x", when, ConditionsDefinition.NONE, "outage", 9_000);

        final TableReport report = TableChecks.check(with(List.of(rule), FULL.calendars(), FULL.values()), TODAY);

        assertFirstError(code, path, report);
    }

    static Stream<Arguments> calendars() {
        final Map<DayOfWeek, List<Span>> monday = Map.of(DayOfWeek.MONDAY, List.of(new Span(0, 60)));
        return Stream.of(
                arguments(
                        "SPAN_BACKWARDS",
                        "calendars[office].weekly.mon",
                        Map.of(DayOfWeek.MONDAY, List.of(new Span(0, 1_441))),
                        List.of(),
                        List.of()),
                arguments(
                        "SPANS_OVERLAP",
                        "calendars[office].weekly.mon",
                        Map.of(DayOfWeek.MONDAY, List.of(new Span(60, 120), new Span(0, 30))),
                        List.of(),
                        List.of()),
                arguments(
                        "DATES_NOT_RISING",
                        "calendars[office].holidays[2026-12-24]",
                        monday,
                        List.of(DAY.plusDays(1), DAY),
                        List.of()),
                arguments(
                        "DATE_TWICE",
                        "calendars[office].exceptions[2026-12-24].date",
                        monday,
                        List.of(),
                        List.of(new ExceptionDay(DAY, List.of()), new ExceptionDay(DAY, List.of()))));
    }

    @ParameterizedTest
    @MethodSource("calendars")
    void shouldRefuseACalendar(
            final String code,
            final String path,
            final Map<DayOfWeek, List<Span>> weekly,
            final List<LocalDate> holidays,
            final List<ExceptionDay> exceptions) {
        final var calendar = new CalendarDefinition("office", ZoneId.of("UTC"), weekly, holidays, exceptions);

        final TableReport report = TableChecks.check(with(FULL.signals(), List.of(calendar), FULL.values()), TODAY);

        assertFirstError(code, path, report);
    }

    @Test
    void shouldRefuseAVocabularyThatCannotBeClosed() {
        final var table = with(FULL.signals(), FULL.calendars(), Map.of("mood", List.of("good")));

        final TableReport report = TableChecks.check(table, TODAY);

        assertFirstError("UNKNOWN_KEY", "values.mood", report);
    }

    private static void assertFirstError(final String code, final String path, final TableReport report) {
        assertNull(report.table());
        final Problem problem = report.problems().stream()
                .filter(any -> any.code().equals(code))
                .findFirst()
                .orElse(null);
        assertNotNull(problem, report.problems()::toString);
        assertEquals(path, problem.path());
        assertNull(problem.position());
    }

    private static TableDefinition with(
            final List<SignalRuleDefinition> signals,
            final List<CalendarDefinition> calendars,
            final Map<String, List<String>> values) {
        return new TableDefinition(
                FULL.table(),
                FULL.format(),
                FULL.defaults(),
                FULL.occasions(),
                signals,
                FULL.tiers(),
                FULL.tuning(),
                FULL.protections(),
                FULL.queues(),
                calendars,
                FULL.scripts(),
                FULL.layers(),
                FULL.experiments(),
                FULL.metrics(),
                values);
    }
}
