package io.kairoute.router.clock;

import static io.kairoute.router.clock.WeekWindows.DAY_MINUTES;
import static io.kairoute.router.clock.WeekWindows.WEEK_MINUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WeekWindowsTest {
    private static final ZoneOffsets UTC = ZoneOffsets.of(ZoneId.of("UTC"));

    private static long at(final String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void shouldBeOneCutWhereNoRuleHasAWindow() {
        final WeekWindows week = new WeekWindows(UTC, new int[] {0});

        assertEquals(1, week.count());
        assertEquals(0, week.startMinute(0));
        assertEquals(0, week.index(at("2026-11-29T23:59:00Z")));
    }

    @Test
    void shouldCutTheWeekAtEachMinuteOnce() {
        final WeekWindows week = new WeekWindows(UTC, new int[] {600, 60, 600, 0, WEEK_MINUTES, WEEK_MINUTES + 60});

        assertEquals(3, week.count());
        assertEquals(0, week.startMinute(0));
        assertEquals(60, week.startMinute(1));
        assertEquals(600, week.startMinute(2));
    }

    @Test
    void shouldBeginACutWithItsFirstMillisecond() {
        final int wednesdayNine = 2 * DAY_MINUTES + 540;
        final WeekWindows week = new WeekWindows(UTC, new int[] {wednesdayNine});

        assertEquals(0, week.index(at("2026-11-23T00:00:00Z")), "Monday");
        assertEquals(0, week.index(at("2026-11-25T08:59:59.999Z")));
        assertEquals(1, week.index(at("2026-11-25T09:00:00Z")));
        assertEquals(1, week.index(at("2026-11-29T23:59:59.999Z")), "Sunday");
        assertEquals(0, week.index(at("2026-11-30T00:00:00Z")), "Monday");
    }

    @Test
    void shouldReadTheWallClockOfItsZone() {
        final WeekWindows week =
                new WeekWindows(ZoneOffsets.of(ZoneId.of("Pacific/Apia")), new int[] {6 * DAY_MINUTES});

        assertEquals(1, week.index(at("2026-11-28T11:00:00Z")), "midnight on Sunday there");
        assertEquals(0, week.index(at("2026-11-28T10:59:59Z")), "Saturday there");
    }

    @Test
    void shouldKnowTheWeekAlsoBefore1970() {
        final WeekWindows week = new WeekWindows(UTC, new int[] {5 * DAY_MINUTES});

        assertEquals(0, week.index(at("1969-12-26T23:59:59Z")), "a Friday");
        assertEquals(1, week.index(at("1969-12-27T00:00:00Z")), "a Saturday");
    }
}
