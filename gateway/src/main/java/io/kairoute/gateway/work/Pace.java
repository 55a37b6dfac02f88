package io.kairoute.gateway.work;

import java.util.function.LongSupplier;

/**
 * How long slow work rests between its blocks, in proportion to how long they took.
 *
 * <p>A fixed rate of bytes would be too slow for one disk, and no limit at all for a slower one. A share of the time leaves the
 * rest of it to whoever routes and to the logs, on any machine. Thread-confined: owned by the work.
 */
final class Pace {
    /** Work that writes rests so long for each time unit of work: it takes three quarters of the disk's time. */
    static final double REST_FOR_WORK = 1.0 / 3;

    // Shorter rests than this cost more in wake-ups than they leave to others.
    private static final long LEAST_WORK_NS = 5_000_000;
    private static final long LONGEST_REST_NS = 1_000_000_000;

    private final LongSupplier nanos;
    private final double restForWork;
    private long workedFromNs;
    private long workedNs;

    /**
     * Begins work.
     *
     * @param nanos the time
     * @param restForWork how long it rests for each time unit of work; zero for never
     */
    Pace(final LongSupplier nanos, final double restForWork) {
        this.nanos = nanos;
        this.restForWork = restForWork;
        workedFromNs = nanos.getAsLong();
    }

    /** Work goes on, after a rest or a wait. */
    void begin() {
        workedFromNs = nanos.getAsLong();
    }

    /** A block is done; returns how long to rest now, in nanoseconds, or zero. */
    long block() {
        final long nowNs = nanos.getAsLong();
        workedNs += nowNs - workedFromNs;
        workedFromNs = nowNs;
        if (workedNs < LEAST_WORK_NS) {
            return 0;
        }
        final long restNs = Math.min(LONGEST_REST_NS, (long) (workedNs * restForWork));
        workedNs = 0;
        return restNs;
    }
}
