package io.kairoute.router.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A calendar that opens so often that the instants of its horizon would take megabytes. */
class BusyCalendarTest {
    private static final long FROM_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long UNTIL_MS = Instant.parse("2029-01-01T00:00:00Z").toEpochMilli();
    private static final int SPANS = 720;

    @Test
    void shouldCompileNoInstantsOfACalendarThatOpensEveryOtherMinute() {
        final Hours.Intervals intervals = opening(SPANS).intervals(FROM_MS, UNTIL_MS);

        assertEquals(1, intervals.startsMs().length);
    }

    @Test
    void shouldCompileTheInstantsOfACalendarThatOpensTwelveTimesADay() {
        final Hours.Intervals intervals = opening(12).intervals(FROM_MS, UNTIL_MS);

        assertTrue(intervals.startsMs().length > 24 * 1_000, () -> "changes=" + intervals.startsMs().length);
    }

    @Test
    void shouldBeOpenEveryOtherMinuteAllTheSame() {
        final CalendarTable calendar = CalendarTable.of(new Hours[] {opening(SPANS)}, FROM_MS, UNTIL_MS);

        for (int minute = 0; minute < 2 * 1_440; minute++) {
            assertEquals(
                    minute % 2 == 0 ? CalendarTable.OPEN : CalendarTable.CLOSED,
                    calendar.state(0, FROM_MS + 60_000L * minute + 59_999),
                    "minute=" + minute);
        }
    }

    @Test
    void shouldBeOpenWhereOneSpanEndsAndTheNextBegins() {
        final int[][] week = new int[7][];
        Arrays.fill(week, new int[] {60, 120, 120, 180});
        final Hours hours = new Hours(ZoneOffsets.of(ZoneId.of("UTC")), week, new long[0], new int[0][], new long[0]);

        assertEquals(CalendarTable.CLOSED, hours.state(FROM_MS + 60_000L * 59));
        assertEquals(CalendarTable.OPEN, hours.state(FROM_MS + 60_000L * 60));
        assertEquals(CalendarTable.OPEN, hours.state(FROM_MS + 60_000L * 120));
        assertEquals(CalendarTable.OPEN, hours.state(FROM_MS + 60_000L * 179));
        assertEquals(CalendarTable.CLOSED, hours.state(FROM_MS + 60_000L * 180));
    }

    /** Open for the first of every two minutes, so many times from midnight on. */
    private static Hours opening(final int spans) {
        final int[][] week = new int[7][];
        Arrays.fill(week, IntStream.range(0, 2 * spans).toArray());
        return new Hours(ZoneOffsets.of(ZoneId.of("UTC")), week, new long[0], new int[0][], new long[0]);
    }
}
