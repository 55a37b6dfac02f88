package io.kairoute.node.contacts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a contact came: a date and a time of day in a zone, or one column with an ISO 8601 instant.
 *
 * @param instant a column such as {@code 2026-06-23T14:05:00Z}; given alone
 * @param date the date's column
 * @param time the column of the time of day
 * @param zone the zone of both
 */
public record TimestampMapping(
        @JsonProperty("instant") @Nullable String instant,
        @JsonProperty("date") @Nullable PatternedColumn date,
        @JsonProperty("time") @Nullable PatternedColumn time,
        @JsonProperty("zone") @Nullable String zone) {

    /** Checks that exactly one way of telling the time is given. */
    public TimestampMapping {
        final boolean allParts = date != null && time != null && zone != null;
        final boolean anyPart = date != null || time != null || zone != null;
        if (instant == null ? !allParts : anyPart) {
            throw new IllegalArgumentException("give either instant, or date, time and zone");
        }
        if (zone != null) {
            requireZone(zone);
        }
    }

    private static void requireZone(final String zone) {
        try {
            ZoneId.of(zone);
        } catch (final DateTimeException e) {
            throw new IllegalArgumentException("zone " + zone + " does not exist", e);
        }
    }

    /**
     * A column and the ways in which it may be written.
     *
     * @param column the column
     * @param patterns as {@link java.time.format.DateTimeFormatter} spells them; the first that fits a row counts
     */
    public record PatternedColumn(
            @JsonProperty("column") String column,
            @JsonProperty("patterns") List<String> patterns) {

        /** Checks the patterns. */
        public PatternedColumn {
            if (column == null || patterns == null || patterns.isEmpty()) {
                throw new IllegalArgumentException("give column and at least one of patterns");
            }
            patterns = List.copyOf(patterns);
            patterns.forEach(TimestampReader::formatter);
        }
    }
}
