package io.kairoute.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int CONTACTS = 200_000;
    private static final long SEED = 7;

    @Test
    void shouldKeepARateThatIsNoWholeNumberOfNanoseconds() {
        final Arrivals arrivals = new Arrivals(3_000_000, false, SEED);

        assertEquals(CONTACTS * 1_000.0 / 3, (double) sum(arrivals), 2);
    }

    @Test
    void shouldKeepTheRateOnAverageWhereGapsVary() {
        final Arrivals arrivals = new Arrivals(1_000, true, SEED);

        final double meanMs = sum(arrivals) / 1e6 / CONTACTS;

        assertEquals(1, meanMs, 0.01, "seed " + SEED);
    }

    @Test
    void shouldVaryGapsAsIndependentCallersDo() {
        final Arrivals arrivals = new Arrivals(1_000, true, SEED);
        int shorterThanMean = 0;
        for (int i = 0; i < CONTACTS; i++) {
            shorterThanMean += arrivals.nextNs() < 1_000_000 ? 1 : 0;
        }

        // 1 - 1/e of the gaps of a Poisson process are shorter than their mean.
        assertTrue(Math.abs(shorterThanMean / (double) CONTACTS - 0.632) < 0.01, "seed " + SEED);
    }

    private static long sum(final Arrivals arrivals) {
        long sum = 0;
        for (int i = 0; i < CONTACTS; i++) {
            sum += arrivals.nextNs();
        }
        return sum;
    }
}
