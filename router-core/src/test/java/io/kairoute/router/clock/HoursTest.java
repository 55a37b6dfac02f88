package io.kairoute.router.clock;

import static io.kairoute.router.clock.CalendarTable.CLOSED;
import static io.kairoute.router.clock.CalendarTable.HOLIDAY;
import static io.kairoute.router.clock.CalendarTable.OPEN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class HoursTest {
    private static final int[] NEVER = {};
    private static final int[] NINE_TO_FIVE = {540, 1_020};
    private static final int[] WITH_A_BREAK = {540, 720, 780, 1_020};
    private static final int[] ALL_DAY = {0, 1_440};

    private static Hours weekly(final String zone, final int[] weekday, final int[] saturday) {
        return new Hours(
                ZoneOffsets.of(ZoneId.of(zone)),
                new int[][] {weekday, weekday, weekday, weekday, weekday, saturday, NEVER},
                new long[0],
                new int[0][],
                new long[0]);
    }

    private static long at(final String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void shouldBeOpenFromItsFirstMinuteUntilTheOneBeforeItsEnd() {
        final Hours hours = weekly("UTC", NINE_TO_FIVE, NEVER);

        assertEquals(CLOSED, hours.state(at("2026-11-25T08:59:59.999Z")));
        assertEquals(OPEN, hours.state(at("2026-11-25T09:00:00Z")));
        assertEquals(OPEN, hours.state(at("2026-11-25T16:59:59.999Z")));
        assertEquals(CLOSED, hours.state(at("2026-11-25T17:00:00Z")));
    }

    @Test
    void shouldBeClosedBetweenTwoSpansOfADay() {
        final Hours hours = weekly("UTC", WITH_A_BREAK, NEVER);

        assertEquals(OPEN, hours.state(at("2026-11-25T11:59:00Z")));
        assertEquals(CLOSED, hours.state(at("2026-11-25T12:00:00Z")));
        assertEquals(OPEN, hours.state(at("2026-11-25T13:00:00Z")));
    }

    @Test
    void shouldReadTheWallClockOfItsZone() {
        final Hours hours = weekly("Australia/Melbourne", NINE_TO_FIVE, NEVER);

        assertEquals(OPEN, hours.state(at("2026-11-24T22:00:00Z")), "nine o'clock on Wednesday there");
        assertEquals(CLOSED, hours.state(at("2026-11-25T09:00:00Z")), "eight in the evening there");
    }

    @Test
    void shouldKnowTheDaysOfTheWeekAlsoBefore1970() {
        final Hours hours = weekly("UTC", NEVER, ALL_DAY);

        assertEquals(OPEN, hours.state(at("2026-11-28T00:00:00Z")), "a Saturday");
        assertEquals(CLOSED, hours.state(at("2026-11-29T00:00:00Z")), "a Sunday");
        assertEquals(OPEN, hours.state(at("1969-12-27T12:00:00Z")), "a Saturday");
    }

    @Test
    void shouldPutAnExceptionInThePlaceOfItsDayAndOfAHoliday() {
        final long christmas = LocalDate.of(2026, 12, 25).toEpochDay();
        final long dayBefore = LocalDate.of(2026, 12, 24).toEpochDay();
        final Hours hours = new Hours(
                ZoneOffsets.of(ZoneId.of("UTC")),
                new int[][] {ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY, ALL_DAY},
                new long[] {dayBefore},
                new int[][] {NINE_TO_FIVE},
                new long[] {dayBefore, christmas});

        assertEquals(OPEN, hours.state(at("2026-12-23T20:00:00Z")));
        assertEquals(OPEN, hours.state(at("2026-12-24T10:00:00Z")));
        assertEquals(CLOSED, hours.state(at("2026-12-24T20:00:00Z")));
        assertEquals(HOLIDAY, hours.state(at("2026-12-25T10:00:00Z")));
    }

    @Test
    void shouldChangeItsStateOnlyAtTheStartsOfItsIntervals() {
        final Hours hours = weekly("UTC", NINE_TO_FIVE, NEVER);

        final Hours.Intervals intervals = hours.intervals(at("2026-11-25T00:00:00Z"), at("2026-11-26T12:00:00Z"));

        assertArrayEquals(
                new long[] {
                    at("2026-11-25T00:00:00Z"),
                    at("2026-11-25T09:00:00Z"),
                    at("2026-11-25T17:00:00Z"),
                    at("2026-11-26T09:00:00Z"),
                    at("2026-11-26T12:00:00Z")
                },
                intervals.startsMs());
        assertEquals(CLOSED, intervals.states()[0]);
        assertEquals(OPEN, intervals.states()[1]);
    }

    @Test
    void shouldOpenLateWhereTheClockJumpsOverTheOpening() {
        final int[] halfPastTwo = {150, 600};
        final Hours hours = new Hours(
                ZoneOffsets.of(ZoneId.of("Europe/Berlin")),
                new int[][] {halfPastTwo, halfPastTwo, halfPastTwo, halfPastTwo, halfPastTwo, halfPastTwo, halfPastTwo},
                new long[0],
                new int[0][],
                new long[0]);

        assertEquals(CLOSED, hours.state(at("2026-03-29T00:59:59.999Z")), "01:59:59.999, then the clock jumps");
        assertEquals(OPEN, hours.state(at("2026-03-29T01:00:00Z")), "03:00");
    }
}
