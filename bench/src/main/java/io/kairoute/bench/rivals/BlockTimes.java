package io.kairoute.bench.rivals;

import java.util.Arrays;

/** Times of many blocks, kept for their median. Thread-confined: owned by a clock. */
final class BlockTimes {
    private static final int AT_FIRST = 1 << 10;

    private double[] times = new double[AT_FIRST];
    private int count;

    void add(final double time) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count] = time;
        count++;
    }

    /** The median; not a number where there is no block. */
    double median() {
        if (count == 0) {
            return Double.NaN;
        }
        final double[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}
