package io.kairoute.gateway.wire;

import java.util.concurrent.TimeUnit;

/** Reads the header {@code grpc-timeout}: one to eight digits, then one of {@code H M S m u n}. */
public final class GrpcTimeout {
    /** The text is no timeout. */
    public static final long MALFORMED = -1;

    /** More than any deadline: sums with a clock's reading must not overflow. */
    private static final long LONGEST_NS = Long.MAX_VALUE / 4;

    private static final int MAX_DIGITS = 8;

    private GrpcTimeout() {}

    /** The timeout in nanoseconds, or {@link #MALFORMED}. */
    public static long parseNs(final String text) {
        final int digits = text.length() - 1;
        if (digits < 1 || digits > MAX_DIGITS) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = 0; i < digits; i++) {
            final char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return MALFORMED;
            }
            value = value * 10 + (c - '0');
        }
        final long unitNs = unitNs(text.charAt(digits));
        if (unitNs == MALFORMED) {
            return MALFORMED;
        }
        return value > LONGEST_NS / unitNs ? LONGEST_NS : value * unitNs;
    }

    private static long unitNs(final char unit) {
        return switch (unit) {
            case 'H' -> TimeUnit.HOURS.toNanos(1);
            case 'M' -> TimeUnit.MINUTES.toNanos(1);
            case 'S' -> TimeUnit.SECONDS.toNanos(1);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(1);
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(1);
            case 'n' -> 1;
            default -> MALFORMED;
        };
    }
}
