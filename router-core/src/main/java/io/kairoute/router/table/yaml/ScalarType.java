package io.kairoute.router.table.yaml;

import io.kairoute.router.table.CalendarDefinition.Span;
import io.kairoute.router.table.NearestName;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of scalar, with what to say when a document holds something else.
 *
 * @param code the problem's code
 * @param noun what is wanted, as in {@code is not a duration}
 * @param remedy what to write instead, given what was written
 * @param isQuotable whether quotes around the value make no difference
 * @param parser the value, or null for what is none
 */
record ScalarType<T>(
        String code,
        String noun,
        Function<String, String> remedy,
        boolean isQuotable,
        Function<String, @Nullable T> parser) {

    static final ScalarType<String> TEXT = of("WRONG_TYPE", "a text", "Write a text.", text -> text);
    static final ScalarType<Integer> INTEGER = new ScalarType<>(
            "WRONG_TYPE",
            "a whole number",
            text -> "Write a whole number without quotes, such as 40.",
            false,
            ScalarType::integer);
    static final ScalarType<Boolean> BOOLEAN = new ScalarType<>(
            "WRONG_TYPE", "true or false", text -> "Write true or false without quotes.", false, ScalarType::bool);
    static final ScalarType<Long> DURATION =
            of("BAD_DURATION", "a duration", "Write a duration such as 500ms, 30s, 5m, 2h or 1d.", Durations::parse);
    static final ScalarType<Integer> SHARE =
            of("BAD_SHARE", "a share", "Write a share such as 0.05 or 5%.", Shares::parse);
    static final ScalarType<LocalDate> DATE =
            of("BAD_DATE", "a date of the calendar", "Write a date such as 2026-12-24.", ScalarType::date);
    static final ScalarType<Long> INSTANT = of(
            "BAD_INSTANT",
            "an instant with a zone",
            "Write an instant such as 2026-12-01T00:00Z or 2026-12-01T00:00+11:00.",
            ScalarType::instantMs);
    static final ScalarType<Integer> TIME = of(
            "BAD_TIME", "a time of day", "Write a time such as \"08:00\", \"24:00\" at the latest.", WallClock::parse);
    static final ScalarType<Span> SPAN = of(
            "BAD_TIME",
            "a span of one day",
            "Write a span such as \"08:00-12:30\", \"24:00\" at the latest.",
            WallClock::parseSpan);
    static final ScalarType<List<DayOfWeek>> DAYS = of(
            "BAD_DAY",
            "a weekday or a range of weekdays",
            "Write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri.",
            Weekdays::parse);
    static final ScalarType<ZoneId> ZONE = new ScalarType<>(
            "UNKNOWN_ZONE",
            "a time zone of this system's time zone database",
            text -> "Write a zone such as Australia/Melbourne or UTC"
                    + NearestName.hint(text, ZoneId.getAvailableZoneIds()),
            true,
            ScalarType::zone);

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,10}");
    private static final Pattern CALENDAR_DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** One of a few names. */
    static <E extends Enum<E>> ScalarType<E> choice(
            final String noun, final E[] choices, final Function<E, String> spelling) {
        final Map<String, E> byName = new LinkedHashMap<>();
        for (final E choice : choices) {
            byName.put(spelling.apply(choice), choice);
        }
        return new ScalarType<>(
                "UNKNOWN_VALUE",
                noun,
                text -> "Write one of " + String.join(", ", byName.keySet()) + NearestName.hint(text, byName.keySet()),
                true,
                byName::get);
    }

    private static <T> ScalarType<T> of(
            final String code, final String noun, final String remedy, final Function<String, @Nullable T> parser) {
        return new ScalarType<>(code, noun, text -> remedy, true, parser);
    }

    private static @Nullable Integer integer(final String text) {
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        final long number = Long.parseLong(text);
        return number == (int) number ? (int) number : null;
    }

    private static @Nullable Boolean bool(final String text) {
        return text.equalsIgnoreCase("true") ? Boolean.TRUE : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    private static @Nullable LocalDate date(final String text) {
        try {
            return CALENDAR_DATE.matcher(text).matches() ? LocalDate.parse(text) : null;
        } catch (final DateTimeParseException noDate) {
            return null;
        }
    }

    private static @Nullable Long instantMs(final String text) {
        try {
            return ZonedDateTime.parse(text).toInstant().toEpochMilli();
        } catch (final DateTimeException | ArithmeticException noInstant) {
            return null;
        }
    }

    private static @Nullable ZoneId zone(final String text) {
        try {
            return ZoneId.of(text);
        } catch (final DateTimeException noZone) {
            return null;
        }
    }
}
