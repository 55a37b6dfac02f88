package io.kairoute.ctl.time;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads spans of time as people type them: {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
final class Span {
    /** The text is no span. */
    static final long NONE = -1;

    private static final Pattern FORM =
            Pattern.compile("(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?");
    private static final long[] UNITS_MS = {86_400_000, 3_600_000, 60_000, 1_000};

    private Span() {}

    /** The span in milliseconds, or {@link #NONE}. */
    static long parseMs(final String text) {
        final Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || text.isBlank()) {
            return NONE;
        }
        long sumMs = 0;
        for (int unit = 0; unit < UNITS_MS.length; unit++) {
            final String digits = matcher.group(unit + 1);
            sumMs += digits == null ? 0 : Long.parseLong(digits) * UNITS_MS[unit];
        }
        return sumMs;
    }
}
