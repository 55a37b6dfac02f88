package io.kairoute.router.reference;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** Reads calendars and time windows off the wall clock that a zone shows; nothing is computed on instants. */
final class WallClock {
    private WallClock() {}

    /** What a calendar says at an instant. */
    static CalendarState state(final CalendarDefinition calendar, final long nowMs) {
        final LocalDateTime wall = at(calendar.zone(), nowMs);
        final LocalDate today = wall.toLocalDate();
        for (final ExceptionDay exception : calendar.exceptions()) {
            if (exception.date().equals(today)) {
                return state(exception.open(), wall);
            }
        }
        if (calendar.holidays().contains(today)) {
            return CalendarState.HOLIDAY;
        }
        return state(calendar.weekly().getOrDefault(today.getDayOfWeek(), List.of()), wall);
    }

    /** Whether an instant is inside a window that stands in a zone; its days are those on which it starts. */
    static boolean isInside(final TimeWindow window, final ZoneId zone, final long nowMs) {
        final LocalDateTime wall = at(zone, nowMs);
        final int minute = minuteOfDay(wall);
        final DayOfWeek today = wall.getDayOfWeek();
        if (window.fromMinute() < window.toMinute()) {
            return window.days().contains(today) && window.fromMinute() <= minute && minute < window.toMinute();
        }
        final DayOfWeek yesterday = wall.toLocalDate().minusDays(1).getDayOfWeek();
        final boolean startedToday = window.days().contains(today) && window.fromMinute() <= minute;
        final boolean startedYesterday = window.days().contains(yesterday) && minute < window.toMinute();
        return startedToday || startedYesterday;
    }

    private static CalendarState state(final List<Span> spans, final LocalDateTime wall) {
        final int minute = minuteOfDay(wall);
        for (final Span span : spans) {
            if (span.fromMinute() <= minute && minute < span.toMinute()) {
                return CalendarState.OPEN;
            }
        }
        return CalendarState.CLOSED;
    }

    private static LocalDateTime at(final ZoneId zone, final long nowMs) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMs), zone);
    }

    private static int minuteOfDay(final LocalDateTime wall) {
        return wall.getHour() * 60 + wall.getMinute();
    }
}
