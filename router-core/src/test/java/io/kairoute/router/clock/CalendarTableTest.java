package io.kairoute.router.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalendarTableTest {
    private static final long SEED = 5;
    private static final long FROM_MS = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long UNTIL_MS = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();
    private static final long DAY_MS = 86_400_000;

    private final Hours hours = new Hours(
            ZoneOffsets.of(ZoneId.of("Australia/Lord_Howe")),
            new int[][] {{0, 1}, {540, 1_020}, {}, {0, 1_440}, {100, 200, 300, 400}, {1_439, 1_440}, {60, 180}},
            new long[] {Math.floorDiv(FROM_MS, DAY_MS) + 40},
            new int[][] {{600, 700}},
            new long[] {Math.floorDiv(FROM_MS, DAY_MS) + 41});
    private final CalendarTable table = CalendarTable.of(new Hours[] {hours}, FROM_MS, UNTIL_MS);

    @Test
    void shouldAlwaysBeOpenWithoutACalendar() {
        assertEquals(CalendarTable.OPEN, table.state(CalendarTable.ALWAYS, FROM_MS));
        assertEquals(CalendarTable.OPEN, table.state(CalendarTable.ALWAYS, Long.MIN_VALUE));
    }

    @Test
    void shouldSayWhatTheRuleSaysInsideTheHorizonAndOutsideOfIt() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            final long nowMs = random.nextLong(FROM_MS - 90 * DAY_MS, UNTIL_MS + 90 * DAY_MS);

            assertEquals(hours.state(nowMs), table.state(0, nowMs), () -> "now=" + Instant.ofEpochMilli(nowMs));
        }
    }

    @Test
    void shouldSayWhenTheStateChangesNext() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200; i++) {
            final long nowMs = random.nextLong(FROM_MS, UNTIL_MS - 30 * DAY_MS);

            final long nextMs = table.nextChangeMs(0, nowMs);

            assertNotEquals(table.state(0, nowMs), table.state(0, nextMs), () -> "now=" + Instant.ofEpochMilli(nowMs));
            for (long ms = nowMs; ms < nextMs; ms += 60_000) {
                assertEquals(table.state(0, nowMs), table.state(0, ms), "nothing changes before");
            }
            assertEquals(table.state(0, nowMs), table.state(0, nextMs - 1));
        }
        assertEquals(Long.MAX_VALUE, table.nextChangeMs(0, UNTIL_MS + DAY_MS), "behind what is compiled");
        assertEquals(Long.MAX_VALUE, table.nextChangeMs(0, FROM_MS - DAY_MS), "before it");
        assertEquals(Long.MAX_VALUE, table.nextChangeMs(CalendarTable.ALWAYS, FROM_MS));
    }

    @Test
    void shouldSayWhatTheRuleSaysAMillisecondAroundEveryChange() {
        for (final long change : hours.intervals(FROM_MS, UNTIL_MS).startsMs()) {
            for (long nowMs = change - 1; nowMs <= change + 1; nowMs++) {
                assertEquals(hours.state(nowMs), table.state(0, nowMs), "now=" + Instant.ofEpochMilli(nowMs));
            }
        }
    }
}
