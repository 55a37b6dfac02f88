package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import io.kairoute.router.store.StoreProgress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Work that takes long, as over every entry of a set: ends when nobody wants it any more or its time is over.
 *
 * <p>Thread-confined: owned by whoever does the work.
 */
final class LongWork {
    /** How many small steps there are between two looks at whether the work shall go on. */
    static final int STEPS = 1_024;

    private final BooleanSupplier isUnwanted;
    private final LongSupplier nanos;
    private final Pace pace;
    private final long deadlineNs;
    private int steps;

    /**
     * Begins work.
     *
     * @param isUnwanted whether nobody waits for it any more
     * @param longestS how long it may take
     */
    LongWork(final BooleanSupplier isUnwanted, final long longestS) {
        this(isUnwanted, longestS, System::nanoTime);
    }

    LongWork(final BooleanSupplier isUnwanted, final long longestS, final LongSupplier nanos) {
        this.isUnwanted = isUnwanted;
        this.nanos = nanos;
        pace = new Pace(nanos, LockSupport::parkNanos);
        deadlineNs = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(longestS);
    }

    /** A small step is done; refuses to go on where the work shall end, and rests where that is due. */
    void step() {
        if (++steps % STEPS == 0) {
            block();
        }
    }

    /** A block is done; refuses to go on where the work shall end, and rests where that is due. */
    void block() {
        if (isUnwanted.getAsBoolean()) {
            throw ControlRefusal.aborted("ABANDONED", "Nobody waits for this any more, so it was ended.");
        }
        if (nanos.getAsLong() - deadlineNs > 0) {
            throw ControlRefusal.aborted("TOO_LONG", "This took longer than it may, so it was ended.");
        }
        pace.block();
    }

    /** Takes every block of the store's for one of this work. */
    StoreProgress blocks() {
        return (done, total) -> block();
    }
}
