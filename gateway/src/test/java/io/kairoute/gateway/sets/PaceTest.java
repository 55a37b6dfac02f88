package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.gateway.control.ControlRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    private final List<Long> rests = new ArrayList<>();
    private long nowNs = 1;
    private final Pace pace = new Pace(() -> nowNs, this::rest);

    @Test
    void shouldRestAQuarterOfTheTimeThatWorkTakesInAll() {
        for (int i = 0; i < 100; i++) {
            nowNs += 30 * MS;
            pace.block();
        }

        assertEquals(100, rests.size());
        assertEquals(1_000 * MS, rests.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void shouldGatherShortBlocksIntoOneRest() {
        for (int i = 0; i < 50; i++) {
            nowNs += MS / 10;
            pace.block();
        }

        assertEquals(1, rests.size());
    }

    @Test
    void shouldNotRestForLongAfterADiskThatStoodStill() {
        nowNs += 3_600_000 * MS;

        pace.block();

        assertEquals(List.of(1_000 * MS), rests);
    }

    @Test
    void shouldEndWorkWhoseTimeIsOver() {
        final LongWork work = new LongWork(() -> false, 600, () -> nowNs);
        work.block();
        nowNs += TimeUnit.SECONDS.toNanos(601);

        final ControlRefusal ended = assertThrows(ControlRefusal.class, work::block);

        assertEquals("TOO_LONG", ended.refusal().reason());
    }

    private void rest(final long ns) {
        rests.add(ns);
        nowNs += ns;
    }
}
