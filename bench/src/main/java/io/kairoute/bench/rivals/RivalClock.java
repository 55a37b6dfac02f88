package io.kairoute.bench.rivals;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Times one engine: warms up, then takes the median over batches. Thread-confined: owned by the rival's process. */
final class RivalClock {
    private static final int BATCHES = 21;

    private static final int LONGER_AT_FIRST = 4;

    private final long measureNs;
    private long warmNs;

    // What the engines answered, so that no work can be left out.
    private int seen;

    /** Makes a clock that spends so long measuring, as long warming up before, and four times as long at first. */
    RivalClock(final long millis) {
        measureNs = TimeUnit.MILLISECONDS.toNanos(millis);
        warmNs = LONGER_AT_FIRST * measureNs;
    }

    /** Nanoseconds for one decision in each of the batches, fastest first. */
    double[] time(final RivalEngine engine) {
        long count = 0;
        final long startNs = System.nanoTime();
        long nowNs = startNs;
        while (nowNs - startNs < warmNs || count < 2) {
            seen += engine.decide().hashCode() & 1;
            count++;
            nowNs = System.nanoTime();
        }
        warmNs = measureNs;
        final double roughNs = (double) (nowNs - startNs) / count;
        final long batch = Math.max(1, (long) (measureNs / (double) BATCHES / roughNs));
        final double[] times = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            final long beganNs = System.nanoTime();
            for (long j = 0; j < batch; j++) {
                seen += System.identityHashCode(engine.decide()) & 1;
            }
            times[i] = (double) (System.nanoTime() - beganNs) / batch;
        }
        Arrays.sort(times);
        return times;
    }

    /** Depends on everything that was answered. */
    int seen() {
        return seen;
    }
}
