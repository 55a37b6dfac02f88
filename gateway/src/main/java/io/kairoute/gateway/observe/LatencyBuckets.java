package io.kairoute.gateway.observe;

/** The upper bounds of the latency histogram, in nanoseconds; the last bucket is open. */
final class LatencyBuckets {
    private static final long[] UPPER_NS = {
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        1_000_000_000
    };

    private LatencyBuckets() {}

    /** How many buckets there are, the open one included. */
    static int count() {
        return UPPER_NS.length + 1;
    }

    /** The bucket of a latency. */
    static int index(final long latencyNs) {
        int index = 0;
        while (index < UPPER_NS.length && latencyNs > UPPER_NS[index]) {
            index++;
        }
        return index;
    }

    /** The upper bound of a bucket in seconds; infinite for the open one. */
    static double upperSeconds(final int index) {
        return index < UPPER_NS.length ? UPPER_NS[index] / 1e9 : Double.POSITIVE_INFINITY;
    }
}
