package io.kairoute.bench.capacity;

/**
 * How much is measured.
 *
 * @param customers customers that are stored
 * @param seconds how long calls are sent each time
 * @param rounds how often, and how many starts there are of each kind
 */
public record CapacityExtent(long customers, int seconds, int rounds) {
    /** In a few minutes. */
    public static final CapacityExtent FULL = new CapacityExtent(1_000_000, 10, 3);

    /** Only tries that everything runs; the figures of time mean nothing. */
    public static final CapacityExtent TRIAL = new CapacityExtent(100_000, 2, 1);
}
