package io.kairoute.router.table.yaml;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.Quote;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one calendar. */
final class CalendarReader {
    private static final Comparator<Span> BY_START =
            Comparator.comparingInt(Span::fromMinute).thenComparingInt(Span::toMinute);

    private CalendarReader() {}

    static CalendarDefinition read(final MapCursor calendar) {
        return new CalendarDefinition(
                calendar.text("id"),
                calendar.read("zone", ScalarType.ZONE, DefaultsReader.UTC),
                weekly(calendar.freeMap("weekly", "a mapping of weekdays to spans")),
                holidays(calendar),
                exceptions(calendar));
    }

    private static Map<DayOfWeek, List<Span>> weekly(final @Nullable MapCursor weekly) {
        final Map<DayOfWeek, List<Span>> spans = new EnumMap<>(DayOfWeek.class);
        if (weekly != null) {
            final Set<DayOfWeek> given = EnumSet.noneOf(DayOfWeek.class);
            for (final String key : weekly.keys()) {
                final List<Span> hours = spans(weekly, key);
                for (final DayOfWeek day : days(weekly, key)) {
                    if (!given.add(day)) {
                        weekly.errorAt(
                                key,
                                "WEEKDAY_TWICE",
                                "The weekday " + Weekdays.format(day) + " of " + Quote.of(key)
                                        + " has its hours already.",
                                "Give each weekday once.");
                    } else if (!hours.isEmpty()) {
                        spans.put(day, hours);
                    }
                }
            }
        }
        return Collections.unmodifiableMap(spans);
    }

    private static List<DayOfWeek> days(final MapCursor weekly, final String key) {
        final List<DayOfWeek> days = Weekdays.parse(key);
        if (days == null) {
            weekly.errorAt(
                    key,
                    ScalarType.DAYS.code(),
                    Quote.of(key) + " is not " + ScalarType.DAYS.noun() + ".",
                    ScalarType.DAYS.remedy().apply(key));
            return List.of();
        }
        if (Weekdays.isWrapping(days)) {
            weekly.errorAt(
                    key,
                    "DAY_RANGE_WRAPS",
                    "The range " + Quote.of(key) + " passes from Sunday to Monday.",
                    "Write two ranges, each from an earlier weekday to a later one.");
            return List.of();
        }
        return days;
    }

    private static List<Span> spans(final MapCursor around, final String key) {
        final List<Span> spans = new ArrayList<>(around.list(key, ScalarType.SPAN));
        spans.sort(BY_START);
        return Collections.unmodifiableList(spans);
    }

    private static List<LocalDate> holidays(final MapCursor calendar) {
        final List<LocalDate> holidays = new ArrayList<>(calendar.list("holidays", ScalarType.DATE));
        Collections.sort(holidays);
        return Collections.unmodifiableList(holidays);
    }

    private static List<ExceptionDay> exceptions(final MapCursor calendar) {
        final List<ExceptionDay> exceptions = new ArrayList<>();
        for (final MapCursor exception : calendar.maps("exceptions", TableKeys.EXCEPTION)) {
            final LocalDate date = exception.read("date", ScalarType.DATE);
            final List<Span> open = spans(exception, "open");
            if (date != null) {
                exceptions.add(new ExceptionDay(date, open));
            }
        }
        exceptions.sort(Comparator.comparing(ExceptionDay::date));
        return Collections.unmodifiableList(exceptions);
    }
}
