package io.kairoute.router.compile;

import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.clock.Hours;
import io.kairoute.router.clock.ZoneOffsets;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns calendars into wall-clock rules, and these into intervals over the horizon. */
final class CalendarCompiler {
    private CalendarCompiler() {}

    static CalendarTable compile(final List<CalendarDefinition> calendars, final Horizon horizon) {
        return CalendarTable.of(
                calendars.stream().map(CalendarCompiler::hours).toArray(Hours[]::new),
                horizon.fromMs(),
                horizon.untilMs());
    }

    private static Hours hours(final CalendarDefinition calendar) {
        final List<ExceptionDay> exceptions = calendar.exceptions().stream()
                .sorted(Comparator.comparing(ExceptionDay::date))
                .toList();
        return new Hours(
                ZoneOffsets.of(calendar.zone()),
                Stream.of(DayOfWeek.values())
                        .map(day -> minutes(calendar.weekly().getOrDefault(day, List.of())))
                        .toArray(int[][]::new),
                exceptions.stream().mapToLong(day -> day.date().toEpochDay()).toArray(),
                exceptions.stream().map(day -> minutes(day.open())).toArray(int[][]::new),
                calendar.holidays().stream()
                        .mapToLong(LocalDate::toEpochDay)
                        .sorted()
                        .toArray());
    }

    private static int[] minutes(final List<Span> spans) {
        return spans.stream()
                .sorted(Comparator.comparingInt(Span::fromMinute))
                .flatMapToInt(span -> IntStream.of(span.fromMinute(), span.toMinute()))
                .toArray();
    }
}
