package io.kairoute.ctl.time;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Reads and writes times as people type them: {@code 2026-11-21T18:00:00Z}, {@code 2026-11-21 18:00}, {@code 2026-11-21},
 * {@code now}, {@code today}, {@code yesterday}, {@code tomorrow}, or a span such as {@code 1h30m}. Without a zone a time is in
 * UTC, as every time that is shown.
 */
public final class Times {
    /** What a time may look like, for descriptions of options. */
    public static final String FORMS = "a time such as 2026-11-21T18:00:00Z, a date, or a span such as 1h30m";

    private static final DateTimeFormatter WITHOUT_ZONE = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .toFormatter(Locale.ROOT);

    private static final Pattern TIME_OF_DAY = Pattern.compile("[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?");
    private static final int DATE_LENGTH = "2026-11-21".length();
    private static final long LONG_MS = TimeUnit.DAYS.toMillis(7);

    private Times() {}

    /** Whether a span is so long that it may be a slip, as {@code 400d} for {@code 4h} is. */
    public static boolean isLong(final long spanMs) {
        return spanMs > LONG_MS;
    }

    /** A time so long from now: {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 1d}. */
    public static Timestamp after(final String option, final String span, final long nowMs) {
        return Timestamps.fromMillis(nowMs + spanMs(option, span));
    }

    /** A time to come: a span counts from now on. */
    public static Timestamp at(final String option, final String text) {
        return at(option, text, System.currentTimeMillis());
    }

    /** A time to come: a span counts from then on. */
    public static Timestamp at(final String option, final String text, final long nowMs) {
        final long spanMs = Span.parseMs(text);
        return Timestamps.fromMillis(spanMs == Span.NONE ? instantMs(option, text, nowMs) : nowMs + spanMs);
    }

    /** A time past: a span counts back from now. */
    public static Timestamp since(final String option, final String text) {
        return since(option, text, System.currentTimeMillis());
    }

    /** A time past: a span counts back from then. */
    public static Timestamp since(final String option, final String text, final long nowMs) {
        final long spanMs = Span.parseMs(text);
        return Timestamps.fromMillis(spanMs == Span.NONE ? instantMs(option, text, nowMs) : nowMs - spanMs);
    }

    /** How long a span is, in milliseconds. */
    public static long spanMs(final String option, final String span) {
        final long spanMs = Span.parseMs(span);
        if (spanMs == Span.NONE) {
            throw new Refusal(
                    ExitCode.USAGE, option + ": \"" + span + "\" is no time span such as 90s, 30m, 1h30m or 1d.");
        }
        return spanMs;
    }

    /** A time for people, to the second. */
    public static String text(final Timestamp time) {
        return Timestamps.toString(Timestamps.fromSeconds(time.getSeconds()));
    }

    private static long instantMs(final String option, final String text, final long nowMs) {
        if (TIME_OF_DAY.matcher(text.strip()).matches()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    option + ": \"" + text.strip() + "\" names no day: write "
                            + Instant.ofEpochMilli(nowMs).toString().substring(0, DATE_LENGTH) + "T" + text.strip()
                            + "Z for today in UTC.");
        }
        final Instant today = Instant.ofEpochMilli(nowMs).truncatedTo(ChronoUnit.DAYS);
        final Instant named =
                switch (text.strip().toLowerCase(Locale.ROOT)) {
                    case "now" -> Instant.ofEpochMilli(nowMs);
                    case "today" -> today;
                    case "yesterday" -> today.minus(1, ChronoUnit.DAYS);
                    case "tomorrow" -> today.plus(1, ChronoUnit.DAYS);
                    default -> Instant.MIN;
                };
        return (named.equals(Instant.MIN) ? typed(option, text.strip()) : named).toEpochMilli();
    }

    private static Instant typed(final String option, final String text) {
        try {
            if (text.length() == "2026-11-21".length()) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.matches(".*([zZ]|[+-][0-9]{2}:?[0-9]{2})") && text.length() > "2026-11-21T18:00".length()
                    ? OffsetDateTime.parse(text.replace(' ', 'T')).toInstant()
                    : LocalDateTime.parse(text, WITHOUT_ZONE).toInstant(ZoneOffset.UTC);
        } catch (final DateTimeException e) {
            throw new Refusal(
                    ExitCode.USAGE,
                    option + ": \"" + text
                            + "\" is no time such as 2026-11-21T18:00:00Z, 2026-11-21, yesterday or 1h30m.",
                    e);
        }
    }
}
