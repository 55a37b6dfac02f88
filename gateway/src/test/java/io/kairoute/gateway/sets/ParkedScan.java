package io.kairoute.gateway.sets;

import io.kairoute.gateway.sets.SetStatistics.Counted;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A scan that stands still in the middle of a set until it is let go. */
final class ParkedScan<R> {
    private static final long WAIT_S = 60;

    private final CountDownLatch parked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<R> result;

    private ParkedScan(final Scan<R> scan) {
        result = CompletableFuture.supplyAsync(() -> scan.run(this::park), ParkedScan::start);
    }

    /** A scan that asks now and then whether it is unwanted. */
    interface Scan<R> {
        R run(BooleanSupplier isUnwanted);
    }

    /** Counts one set against another one, and stands still after some customers. */
    static ParkedScan<Counted> statistics(final TenantSegments segments, final int set, final int before)
            throws InterruptedException {
        final KeptSets kept = segments.kept();
        return begin(isUnwanted -> segments.statistics()
                .count(Objects.requireNonNull(kept.manifest(set)), kept.manifest(before), isUnwanted));
    }

    static <R> ParkedScan<R> begin(final Scan<R> scan) throws InterruptedException {
        final ParkedScan<R> begun = new ParkedScan<>(scan);
        if (!begun.parked.await(WAIT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the scan never asked whether it is wanted: " + begun.result);
        }
        return begun;
    }

    private static void start(final Runnable task) {
        new Thread(task, "parked-scan").start();
    }

    private boolean park() {
        parked.countDown();
        try {
            return !released.await(WAIT_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Does something while the scan stands still; fails where that waits for the scan. */
    <A> A meanwhile(final Supplier<A> work) throws Exception {
        final A done = CompletableFuture.supplyAsync(work, ParkedScan::start).get(WAIT_S / 2, TimeUnit.SECONDS);
        if (result.isDone()) {
            throw new AssertionError("the scan did not stand still: " + result);
        }
        return done;
    }

    /** Lets the scan go on, and returns what came of it. */
    R result() throws Exception {
        released.countDown();
        return result.get(WAIT_S, TimeUnit.SECONDS);
    }

    /** Lets the scan go on. */
    CompletableFuture<R> release() {
        released.countDown();
        return result;
    }
}
