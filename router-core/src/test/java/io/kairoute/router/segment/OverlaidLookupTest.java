package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import io.kairoute.router.key.SegmentKey;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverlaidLookupTest {
    private static final int CALLS = 20_000;

    private final OverlaidLookup lookup = new OverlaidLookup(new EvenKeys());
    private final SegmentKey key = new SegmentKey();
    private final ProfileFlyweight profile = new ProfileFlyweight();

    /** Finds every even key; the customer's canonical key is half of it. */
    private record EvenKeys() implements SegmentLookup {
        @Override
        public int profile(final SegmentKey key, final ProfileFlyweight into) {
            if ((key.low() & 1) != 0) {
                return MISSING;
            }
            into.reset().canonical(key.low() / 2, 0).tenureMonths(1);
            return FOUND;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }
    }

    @Test
    void shouldLayCorrectionsOverTheSetByEveryKeyOfTheCustomer() {
        final DeltaIndex deltas = new DeltaIndex(4);
        put(deltas, 5, 5, 7);
        put(deltas, 9, 5, 7);
        deltas.put(6, 0, null);

        lookup.overlay(deltas);

        assertEquals(7, tenure(5), "the corrected key itself");
        assertEquals(7, tenure(9), "another key of the corrected customer, new");
        assertEquals(7, tenure(10), "another key of the corrected customer, known to the set");
        assertEquals(-1, tenure(6), "the deleted key itself");
        assertEquals(-1, tenure(12), "another key of the deleted customer");
        assertEquals(1, tenure(14), "somebody else");
        assertEquals(-1, tenure(7), "nobody");
        lookup.overlay(null);
        assertEquals(1, tenure(10));
    }

    @Test
    void shouldTakeNewerCorrectionsInThePlaceOfOlderOnesUntilItIsFull() {
        final DeltaIndex deltas = new DeltaIndex(100);
        final Random random = new Random(7);
        final long[] keys = random.longs(100).toArray();
        for (int round = 1; round <= 3; round++) {
            for (final long one : keys) {
                assertTrue(put(deltas, one, one, round));
            }
        }
        lookup.overlay(deltas);

        assertEquals(100, deltas.count());
        for (final long one : keys) {
            assertEquals(3, tenure(one));
        }
        final DeltaIndex full = new DeltaIndex(1);
        int taken = 0;
        while (put(full, random.nextLong(), 0, 1)) {
            taken++;
        }
        assertTrue(taken >= 1 && taken < 1_000, "taken=" + taken);
        lookup.overlay(full);
        assertEquals(-1, tenure(random.nextLong() | 1), "a full index still ends its probes");
    }

    @Test
    void shouldAllocateNothingWithCorrectionsAndWithout() {
        final DeltaIndex deltas = new DeltaIndex(1_000);
        for (int i = 0; i < 1_000; i++) {
            put(deltas, i, i, i);
        }

        final long without = AllocationProbe.allocatedBytes(CALLS, () -> tenure(key.low() + 1));
        lookup.overlay(deltas);
        final long with = AllocationProbe.allocatedBytes(CALLS, () -> tenure((key.low() + 1) % 4_000));

        assertEquals(0, without);
        assertEquals(0, with);
    }

    @Test
    void shouldShowReadersWholeCorrectionsOnly() throws InterruptedException {
        final DeltaIndex deltas = new DeltaIndex(64);
        lookup.overlay(deltas);
        final AtomicBoolean isOver = new AtomicBoolean();
        final AtomicReference<@Nullable String> torn = new AtomicReference<>();
        final AtomicInteger found = new AtomicInteger();
        final Thread reader = new Thread(() -> {
            final SegmentKey asked = new SegmentKey();
            final ProfileFlyweight seen = new ProfileFlyweight();
            while (!isOver.get()) {
                for (int i = 1; i < 64; i += 2) {
                    final int result = lookup.profile(asked.set(i, 0), seen);
                    if (result == SegmentLookup.FOUND) {
                        found.incrementAndGet();
                        if (!seen.isIntact()) {
                            torn.set("key=" + i);
                        }
                    }
                }
            }
        });
        reader.start();
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int round = 0; (round < 2_000 || found.get() < 1_000) && System.nanoTime() - endNs < 0; round++) {
            for (int i = 1; i < 64; i += 2) {
                put(deltas, i, i, round);
            }
        }
        isOver.set(true);
        reader.join();

        assertFalse(torn.get() != null, torn::toString);
        assertTrue(found.get() >= 1_000, () -> "found=" + found);
    }

    private static boolean put(final DeltaIndex deltas, final long low, final long canonical, final int tenure) {
        return deltas.put(
                low,
                0,
                new ProfileFlyweight()
                        .reset()
                        .canonical(canonical, 0)
                        .tenureMonths(tenure)
                        .seal());
    }

    private int tenure(final long low) {
        return lookup.profile(key.set(low, 0), profile) == SegmentLookup.FOUND ? profile.tenureMonths() : -1;
    }
}
