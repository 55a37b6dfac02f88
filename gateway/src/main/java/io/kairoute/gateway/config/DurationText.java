package io.kairoute.gateway.config;

/** Reads durations as people write them: {@code 50ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 1d}. */
final class DurationText {
    /** The text is no duration. */
    static final long MALFORMED = -1;

    private static final int MAX_DIGITS = 9;

    private DurationText() {}

    /** The duration in milliseconds, or {@link #MALFORMED}. */
    static long parseMs(final String text) {
        int digits = 0;
        long value = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            value = value * 10 + (text.charAt(digits) - '0');
            digits++;
            if (digits > MAX_DIGITS) {
                return MALFORMED;
            }
        }
        final long unitMs = digits == 0 ? MALFORMED : unitMs(text.substring(digits));
        return unitMs == MALFORMED ? MALFORMED : value * unitMs;
    }

    private static long unitMs(final String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> MALFORMED;
        };
    }
}
