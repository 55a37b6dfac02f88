package io.kairoute.node.contacts;

import io.kairoute.node.contacts.TimestampMapping.PatternedColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads when the contact of a row came.
 *
 * <p>Immutable.
 */
final class TimestampReader {
    private final @Nullable String instantColumn;
    private final @Nullable Column date;
    private final @Nullable Column time;
    private final ZoneId zone;

    TimestampReader(final TimestampMapping mapping) {
        instantColumn = mapping.instant();
        date = Column.of(mapping.date());
        time = Column.of(mapping.time());
        zone = mapping.zone() == null ? ZoneOffset.UTC : ZoneId.of(mapping.zone());
    }

    /**
     * Reads one row.
     *
     * @throws DateTimeException when the row does not say; the message names the column
     */
    Instant read(final Row row) {
        if (date != null && time != null) {
            return date.read(row, LocalDate::from)
                    .atTime(time.read(row, LocalTime::from))
                    .atZone(zone)
                    .toInstant();
        }
        final String column = String.valueOf(instantColumn);
        final String text = row.field(column).strip();
        try {
            return Instant.parse(text);
        } catch (final DateTimeException e) {
            throw new DateTimeException("column " + column + ": \"" + text + "\" is no instant", e);
        }
    }

    /** The strict formatter of one pattern, in which y means the plain year. */
    static DateTimeFormatter formatter(final String pattern) {
        // Strict resolution refuses the 30th of February, but cannot tell a year of an era without the era; u can.
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private record Column(String title, List<String> patterns, List<DateTimeFormatter> formatters) {
        static @Nullable Column of(final @Nullable PatternedColumn mapping) {
            return mapping == null
                    ? null
                    : new Column(
                            mapping.column(),
                            mapping.patterns(),
                            mapping.patterns().stream()
                                    .map(TimestampReader::formatter)
                                    .toList());
        }

        <T> T read(final Row row, final TemporalQuery<T> query) {
            final String text = row.field(title).strip();
            for (final DateTimeFormatter formatter : formatters) {
                try {
                    return formatter.parse(text, query);
                } catch (final DateTimeException e) {
                    // The next pattern may fit.
                }
            }
            throw new DateTimeException("column " + title + ": \"" + text + "\" fits none of " + patterns);
        }
    }
}
