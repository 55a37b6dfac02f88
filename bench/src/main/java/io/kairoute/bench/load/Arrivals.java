package io.kairoute.bench.load;

import java.util.SplittableRandom;

/** The gaps between contacts. Thread-confined: owned by its run. */
final class Arrivals {
    private static final double NS_PER_S = 1e9;

    private final double meanGapNs;
    private final boolean isPoisson;
    private final SplittableRandom random;
    private double carriedNs;

    Arrivals(final double ratePerS, final boolean isPoisson, final long seed) {
        this.meanGapNs = NS_PER_S / ratePerS;
        this.isPoisson = isPoisson;
        this.random = new SplittableRandom(seed);
    }

    /** The next gap in whole nanoseconds; what is rounded off comes back with the next one. */
    long nextNs() {
        carriedNs += isPoisson ? -Math.log1p(-random.nextDouble()) * meanGapNs : meanGapNs;
        final long whole = (long) carriedNs;
        carriedNs -= whole;
        return whole;
    }
}
