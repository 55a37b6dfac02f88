package io.kairoute.gateway.work;

import com.google.rpc.Code;
import io.kairoute.gateway.api.AdminRefused;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.store.StoreProgress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Work that takes long, as over every entry of a set: goes on in slices, and ends when nobody wants it any more or its time is over.
 *
 * <p>A lock over which others take slices is waited for {@link #aside}, and slices are taken behind it: whoever waited for it with
 * a slice would wait for one who waits for that slice.
 *
 * <p>Thread-confined: owned by whoever does the work.
 */
public final class LongWork {
    /** How many small steps there are between two looks at whether the work shall go on. */
    public static final int STEPS = 1_024;

    private final Slices slices;
    private final String tenant;
    private final BooleanSupplier isUnwanted;
    private final LongSupplier nanos;
    private final Pace pace;
    private final long deadlineNs;
    private boolean hasSlice;
    private long sliceFromNs;
    private int steps;

    /**
     * Begins work that writes: it rests between its blocks, too, so that the logs have their share of the disk.
     *
     * @param tenant whose slices it takes
     * @param isUnwanted whether nobody waits for it any more; may be asked by any thread
     * @param longestS how long it may take
     */
    public static LongWork writing(
            final Slices slices, final String tenant, final BooleanSupplier isUnwanted, final long longestS) {
        return new LongWork(slices, tenant, isUnwanted, longestS, System::nanoTime, Pace.REST_FOR_WORK);
    }

    /** Begins work that only reads; as {@link #writing}. */
    public static LongWork reading(
            final Slices slices, final String tenant, final BooleanSupplier isUnwanted, final long longestS) {
        return new LongWork(slices, tenant, isUnwanted, longestS, System::nanoTime, 0);
    }

    LongWork(
            final Slices slices,
            final String tenant,
            final BooleanSupplier isUnwanted,
            final long longestS,
            final LongSupplier nanos,
            final double restForWork) {
        this.slices = slices;
        this.tenant = tenant;
        this.isUnwanted = isUnwanted;
        this.nanos = nanos;
        pace = new Pace(nanos, restForWork);
        deadlineNs = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(longestS);
    }

    /** Does a piece of the work in slices; what it waits for meanwhile it waits for {@link #aside}. */
    public <R> R inSlices(final Supplier<R> piece) {
        takeSlice();
        try {
            return piece.get();
        } finally {
            giveSliceBack();
        }
    }

    /** Does what may wait, for a caller or for another thread, and has no slice meanwhile. */
    public <R> R aside(final Supplier<R> waiting) {
        if (!hasSlice) {
            return waiting.get();
        }
        giveSliceBack();
        final R result = waiting.get();
        takeSlice();
        return result;
    }

    /** A small step is done; as {@link #block} where that is due. */
    public void step() {
        if (++steps % STEPS == 0) {
            block();
        }
    }

    /** A block is done; refuses to go on where the work shall end, rests where that is due, and steps aside for others. */
    public void block() {
        check();
        final long restNs = pace.block();
        if (restNs > 0) {
            final boolean unused = aside(() -> {
                LockSupport.parkNanos(restNs);
                return true;
            });
        } else if (hasSlice && nanos.getAsLong() - sliceFromNs >= Slices.SLICE_NS && slices.isWanted()) {
            hasSlice = false;
            hasSlice = slices.swap(tenant, this::isOver);
            begin();
        }
    }

    /** Takes every block of the store's for one of this work. */
    public StoreProgress blocks() {
        return (done, total) -> block();
    }

    private void check() {
        if (isUnwanted.getAsBoolean()) {
            throw refused("ABANDONED", "Nobody waits for this any more, so it was ended.");
        }
        if (isLate()) {
            throw refused("TOO_LONG", "This took longer than it may, so it was ended.");
        }
    }

    private boolean isLate() {
        return nanos.getAsLong() - deadlineNs > 0;
    }

    private void takeSlice() {
        check();
        hasSlice = slices.take(tenant, this::isOver);
        begin();
    }

    private void begin() {
        if (!hasSlice) {
            check();
            throw refused("ABANDONED", "The node stops, so this was ended.");
        }
        sliceFromNs = nanos.getAsLong();
        pace.begin();
    }

    private boolean isOver() {
        return isUnwanted.getAsBoolean() || isLate();
    }

    private void giveSliceBack() {
        if (hasSlice) {
            hasSlice = false;
            slices.giveBack();
        }
    }

    private static AdminRefused refused(final String reason, final String sentence) {
        return AdminRefused.because(Refusal.of(Code.ABORTED, reason, sentence));
    }
}
