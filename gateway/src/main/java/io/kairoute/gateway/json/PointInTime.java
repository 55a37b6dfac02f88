package io.kairoute.gateway.json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a point in time as platforms write it: ISO 8601 with a zone, or seconds or milliseconds since 1970. */
final class PointInTime {
    /** A zone without a colon, as {@code +0100}, or of hours alone. */
    private static final Pattern SHORT_ZONE = Pattern.compile("(.*[0-9][+-][0-9]{2})([0-9]{2})?");

    private static final Pattern DAY_AND_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+");
    private static final Pattern SINCE_1970 = Pattern.compile("[0-9]{9,14}(?:\\.[0-9]{1,9})?");
    /** As seconds this would be after the year 5000, and as milliseconds before 1974. */
    private static final BigDecimal LEAST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

    private static final BigDecimal MS_PER_SECOND = BigDecimal.valueOf(1_000);
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final int DATE_LENGTH = 10;

    private PointInTime() {}

    /**
     * Reads one.
     *
     * @throws DateTimeException when it is none, or its zone is not said
     */
    static Instant parse(final String text) {
        final String plain = text.strip();
        if (SINCE_1970.matcher(plain).matches()) {
            return since1970(new BigDecimal(plain));
        }
        return OffsetDateTime.parse(withZone(withT(plain))).toInstant();
    }

    /** Whether a text would be a point in time if it said its zone. */
    static boolean lacksZone(final String text) {
        return DAY_AND_TIME.matcher(text.strip()).matches();
    }

    private static Instant since1970(final BigDecimal number) {
        final BigDecimal seconds = number.compareTo(LEAST_MILLISECONDS) < 0 ? number : number.divide(MS_PER_SECOND);
        final BigDecimal whole = new BigDecimal(seconds.toBigInteger());
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).multiply(NANOS_PER_SECOND).longValue());
    }

    private static String withT(final String text) {
        return text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' '
                ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1)
                : text;
    }

    private static String withZone(final String text) {
        final Matcher zone = text.indexOf('T') > 0 || text.indexOf('t') > 0 ? SHORT_ZONE.matcher(text) : null;
        if (zone == null || !zone.matches()) {
            return text;
        }
        return zone.group(1) + ':' + (zone.group(2) == null ? "00" : zone.group(2));
    }
}
