package io.kairoute.router.table.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as documents spell them: {@code 500ms, 30s, 5m, 2h, 1d}; milliseconds inside. */
final class Durations {
    private static final Pattern SPELLING = Pattern.compile("(-?[0-9]{1,15})(ms|s|m|h|d)");
    private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
    private static final long[] UNIT_MS = {86_400_000, 3_600_000, 60_000, 1_000, 1};

    private Durations() {}

    /** The milliseconds; null for what is not a duration or beyond 64 bits. */
    static @Nullable Long parse(final String text) {
        final Matcher matcher = SPELLING.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unitMs(matcher.group(2)));
        } catch (final ArithmeticException overflow) {
            return null;
        }
    }

    /** The shortest spelling: the largest unit that divides the milliseconds. */
    static String format(final long durationMs) {
        if (durationMs == 0) {
            return "0s";
        }
        int unit = 0;
        while (durationMs % UNIT_MS[unit] != 0) {
            unit++;
        }
        return durationMs / UNIT_MS[unit] + UNITS[unit];
    }

    private static long unitMs(final String name) {
        int unit = 0;
        while (!UNITS[unit].equals(name)) {
            unit++;
        }
        return UNIT_MS[unit];
    }
}
