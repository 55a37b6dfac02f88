package io.kairoute.router.table.logic;

import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.CalendarState;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells which states a calendar is ever in. */
final class CalendarStates {
    private CalendarStates() {}

    /** The states of a calendar; of {@code always} where there is none. */
    static Set<CalendarState> possible(final @Nullable CalendarDefinition calendar) {
        final Set<CalendarState> states = EnumSet.of(CalendarState.OPEN);
        if (calendar == null) {
            return states;
        }
        for (final DayOfWeek day : DayOfWeek.values()) {
            if (!isWholeDay(calendar.weekly().getOrDefault(day, List.of()))) {
                states.add(CalendarState.CLOSED);
            }
        }
        if (calendar.exceptions().stream().anyMatch(exception -> !isWholeDay(exception.open()))) {
            states.add(CalendarState.CLOSED);
        }
        final Set<LocalDate> replaced =
                calendar.exceptions().stream().map(ExceptionDay::date).collect(Collectors.toSet());
        if (!replaced.containsAll(calendar.holidays())) {
            states.add(CalendarState.HOLIDAY);
        }
        return states;
    }

    private static boolean isWholeDay(final List<Span> spans) {
        return spans.stream()
                        .mapToInt(span -> span.toMinute() - span.fromMinute())
                        .sum()
                == WeekWindows.DAY_MINUTES;
    }
}
