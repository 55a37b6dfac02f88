package io.kairoute.node.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.node.contacts.TimestampMapping.PatternedColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimestampReaderTest {
    private final TimestampReader reader = new TimestampReader(new TimestampMapping(
            null,
            new PatternedColumn("Date", List.of("dd-MM-yy", "yyyy-MM-dd")),
            new PatternedColumn("Time", List.of("h:mm:ss a")),
            "America/New_York"));

    @ParameterizedTest
    @CsvSource(textBlock = """
            22-04-15  , 3:53:50 PM  , 2015-04-22T19:53:50Z
            2015-04-08, 10:22:56 AM , 2015-04-08T14:22:56Z
            01-12-15  , 12:00:00 AM , 2015-12-01T05:00:00Z
            2015-06-23, 12:00:01 pm , 2015-06-23T16:00:01Z
            """)
    void shouldReadEitherWayOfWritingADateAndATwelveHourClock(
            final String date, final String time, final Instant expected) {
        assertEquals(expected, reader.read(row(date, time)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            30-02-15  , 1:00:00 PM , Date
            2015/04/08, 1:00:00 PM , Date
            ''        , 1:00:00 PM , Date
            22-04-15  , 13:00:00 PM, Time
            22-04-15  , noon       , Time
            """)
    void shouldNameTheColumnThatFitsNoPattern(final String date, final String time, final String column) {
        final DateTimeException thrown = assertThrows(DateTimeException.class, () -> reader.read(row(date, time)));

        assertTrue(String.valueOf(thrown.getMessage()).startsWith("column " + column + ":"), thrown.getMessage());
    }

    @Test
    void shouldReadAnInstantFromOneColumn() {
        final TimestampReader one = new TimestampReader(new TimestampMapping("At", null, null, null));

        assertEquals(Instant.parse("2026-06-23T14:05:00Z"), one.read(column -> "2026-06-23T14:05:00Z"));
        assertThrows(DateTimeException.class, () -> one.read(column -> "yesterday"));
    }

    private static Row row(final String date, final String time) {
        return column -> column.equals("Date") ? date : time;
    }
}
