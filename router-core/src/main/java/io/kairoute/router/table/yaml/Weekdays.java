package io.kairoute.router.table.yaml;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Weekdays as documents spell them, {@code mon} and {@code mon-fri}. */
final class Weekdays {
    private Weekdays() {}

    /** The days of a single day or a range, from its first to its last; null for what is neither. */
    static @Nullable List<DayOfWeek> parse(final String text) {
        final int hyphen = text.indexOf('-');
        final DayOfWeek first = day(hyphen < 0 ? text : text.substring(0, hyphen));
        final DayOfWeek last = day(text.substring(hyphen + 1));
        if (first == null || last == null) {
            return null;
        }
        final List<DayOfWeek> days = new ArrayList<>();
        DayOfWeek day = first;
        while (day != last) {
            days.add(day);
            day = day.plus(1);
        }
        days.add(last);
        return days;
    }

    /** Whether a range that was parsed passes from Sunday to Monday. */
    static boolean isWrapping(final List<DayOfWeek> days) {
        return days.get(0).compareTo(days.get(days.size() - 1)) > 0;
    }

    static String format(final DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /** A single day, or the range between two. */
    static String format(final DayOfWeek first, final DayOfWeek last) {
        return first == last ? format(first) : format(first) + "-" + format(last);
    }

    private static @Nullable DayOfWeek day(final String text) {
        for (final DayOfWeek day : DayOfWeek.values()) {
            if (format(day).equalsIgnoreCase(text)) {
                return day;
            }
        }
        return null;
    }
}
