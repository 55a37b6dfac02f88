package io.kairoute.bench.rivals;

import java.util.concurrent.TimeUnit;

/** Times one engine, over the contacts that it was given. Thread-confined: owned by the rival's process. */
final class RivalClock {
    /** How near to each other three measurements in a row must be for an engine to be warm. */
    private static final double STEADY = 0.05;

    private static final long WARM_NS = TimeUnit.MILLISECONDS.toNanos(500);
    // Long enough that reading the clock is nothing, short enough that few blocks are interrupted.
    private static final double BLOCK_NS = 1e6;

    private final RivalEngine engine;
    private double roughNs = 1;
    // What the engine answered, so that no work can be left out.
    private int seen;

    RivalClock(final RivalEngine engine) {
        this.engine = engine;
    }

    /** How an engine became warm. */
    record Warm(boolean isSteady, double seconds) {}

    /** Decides until three measurements in a row agree, or the time is over; one pass over all contacts comes first. */
    Warm warm(final int contacts, final long limitNs) {
        final long startedNs = System.nanoTime();
        for (int i = 0; i < contacts && System.nanoTime() - startedNs < limitNs; i++) {
            seen += System.identityHashCode(engine.decide()) & 1;
        }
        final double[] last = {Double.NaN, Double.NaN, Double.NaN};
        for (int i = 0; System.nanoTime() - startedNs < limitNs; i++) {
            last[i % last.length] = measure(WARM_NS);
            if (isSteady(last)) {
                return new Warm(true, secondsSince(startedNs));
            }
        }
        return new Warm(false, secondsSince(startedNs));
    }

    private static boolean isSteady(final double[] times) {
        double least = times[0];
        double most = times[0];
        for (final double time : times) {
            least = Math.min(least, time);
            most = Math.max(most, time);
        }
        return most <= least * (1 + STEADY);
    }

    private static double secondsSince(final long startedNs) {
        return (System.nanoTime() - startedNs) / 1e9;
    }

    /** Nanoseconds for one decision: the median over blocks of about a millisecond. */
    double measure(final long forNs) {
        final int calls = (int) Math.max(1, BLOCK_NS / roughNs);
        final BlockTimes blocks = new BlockTimes();
        final long startedNs = System.nanoTime();
        long beganNs = startedNs;
        while (beganNs - startedNs < forNs) {
            for (int i = 0; i < calls; i++) {
                seen += System.identityHashCode(engine.decide()) & 1;
            }
            final long endedNs = System.nanoTime();
            blocks.add((double) (endedNs - beganNs) / calls);
            beganNs = endedNs;
        }
        roughNs = blocks.median();
        return roughNs;
    }

    /** Depends on everything that was answered. */
    int seen() {
        return seen;
    }
}
