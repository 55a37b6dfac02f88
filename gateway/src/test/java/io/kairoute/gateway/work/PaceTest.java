package io.kairoute.gateway.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    private long nowNs = 1;
    private final Pace pace = new Pace(() -> nowNs, Pace.REST_FOR_WORK);

    @Test
    void shouldRestAQuarterOfTheTimeThatWorkTakesInAll() {
        long restedNs = 0;
        for (int i = 0; i < 100; i++) {
            restedNs += rest(30 * MS);
        }

        assertEquals(1_000 * MS, restedNs);
    }

    @Test
    void shouldGatherShortBlocksIntoOneRest() {
        int rests = 0;
        for (int i = 0; i < 50; i++) {
            rests += rest(MS / 10) > 0 ? 1 : 0;
        }

        assertEquals(1, rests);
    }

    @Test
    void shouldNotRestForLongAfterADiskThatStoodStill() {
        assertEquals(1_000 * MS, rest(3_600_000 * MS));
    }

    @Test
    void shouldNotCountWaitsAsWork() {
        nowNs += 3_600_000 * MS;
        pace.begin();

        assertEquals(10 * MS, rest(30 * MS));
    }

    @Test
    void shouldNeverRestWhereWorkOnlyReads() {
        final Pace reading = new Pace(() -> nowNs, 0);
        nowNs += 30 * MS;

        assertEquals(0, reading.block());
    }

    private long rest(final long workedNs) {
        nowNs += workedNs;
        final long restNs = pace.block();
        nowNs += restNs;
        pace.begin();
        return restNs;
    }
}
