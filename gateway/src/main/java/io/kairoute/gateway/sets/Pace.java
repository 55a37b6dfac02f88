package io.kairoute.gateway.sets;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Has slow work rest between its blocks, in proportion to how long they took.
 *
 * <p>A fixed rate of bytes would be too slow for one disk, and no limit at all for a slower one. A share of the time leaves the
 * rest of it to whoever routes and to the logs, on any machine. Thread-confined: owned by the work.
 */
final class Pace {
    /** The work rests so long for each time unit of work: it takes three quarters of one thread and of the disk. */
    static final double REST_FOR_WORK = 1.0 / 3;

    // Shorter rests than this cost more in wake-ups than they leave to others.
    private static final long LEAST_WORK_NS = 5_000_000;
    private static final long LONGEST_REST_NS = 1_000_000_000;

    private final LongSupplier nanos;
    private final LongConsumer rest;
    private long workedFromNs;

    /**
     * Begins work.
     *
     * @param nanos the time
     * @param rest rests for so many nanoseconds
     */
    Pace(final LongSupplier nanos, final LongConsumer rest) {
        this.nanos = nanos;
        this.rest = rest;
        workedFromNs = nanos.getAsLong();
    }

    /** A block is done. */
    void block() {
        final long workedNs = nanos.getAsLong() - workedFromNs;
        if (workedNs >= LEAST_WORK_NS) {
            rest.accept(Math.min(LONGEST_REST_NS, (long) (workedNs * REST_FOR_WORK)));
            workedFromNs = nanos.getAsLong();
        }
    }
}
