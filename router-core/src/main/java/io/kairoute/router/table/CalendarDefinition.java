package io.kairoute.router.table;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Opening hours, read off the wall clock of a zone.
 *
 * @param weekly spans by weekday, in rising order; a day without spans is absent
 * @param holidays dates in rising order
 * @param exceptions dates whose spans replace everything else, in rising order of date
 */
public record CalendarDefinition(
        String id,
        ZoneId zone,
        Map<DayOfWeek, List<Span>> weekly,
        List<LocalDate> holidays,
        List<ExceptionDay> exceptions) {

    /**
     * A span of one day.
     *
     * @param fromMinute the first minute inside, 0 to 1,439
     * @param toMinute the first minute outside, up to 1,440; greater than {@code fromMinute}
     */
    public record Span(int fromMinute, int toMinute) {}

    /**
     * A date with its own hours.
     *
     * @param open its spans; empty for closed all day
     */
    public record ExceptionDay(LocalDate date, List<Span> open) {}
}
