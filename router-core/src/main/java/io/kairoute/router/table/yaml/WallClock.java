package io.kairoute.router.table.yaml;

import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.table.CalendarDefinition.Span;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of day as documents spell them, {@code 08:00} and {@code 08:00-12:30}; minutes since midnight inside. */
final class WallClock {
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-4]):([0-5][0-9])");

    private WallClock() {}

    /** The minute of the day, {@code 24:00} at the latest; null for what is not a time. */
    static @Nullable Integer parse(final String text) {
        final Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        final int minute = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
        return minute > WeekWindows.DAY_MINUTES ? null : minute;
    }

    /** The span between two times; null for what is not one. Its order is not looked at. */
    static @Nullable Span parseSpan(final String text) {
        final int hyphen = text.indexOf('-');
        final Integer from = hyphen < 0 ? null : parse(text.substring(0, hyphen).strip());
        final Integer to = hyphen < 0 ? null : parse(text.substring(hyphen + 1).strip());
        return from == null || to == null ? null : new Span(from, to);
    }

    static String format(final int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    static String format(final Span span) {
        return format(span.fromMinute()) + "-" + format(span.toMinute());
    }
}
