package io.kairoute.router.store;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Lets go of segment sets that were swapped out, when no router looks customers up in them any more.
 *
 * <p>A call reads its snapshot once and looks up within its turn on the event loop, so no lookup is late by more than a time
 * that no turn lasts. A set with a read index is unpinned at once, since the index answers late lookups without the set's
 * file; the index goes after that time, also where an idle router still has the snapshot before. A set without an index is
 * unpinned after that time. A lookup that comes later still is answered that the store is unavailable, and never faults.
 * Whoever scans the set has a pin of their own.
 *
 * <p>Thread-safe.
 */
public final class RetiredSets implements AutoCloseable {
    /** Runs what has to wait until no decision can look up any more in a set that was swapped out: none lasts ten seconds. */
    public static final Executor AFTER_GRACE = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

    private final Executor afterGrace;
    private final Runnable whenGone;
    private final Set<Runnable> waiting = new HashSet<>();

    /**
     * Holds nothing yet.
     *
     * @param afterGrace runs what waits until no lookup can be late any more
     * @param whenGone runs after each set that went
     */
    public RetiredSets(final Executor afterGrace, final Runnable whenGone) {
        this.afterGrace = afterGrace;
        this.whenGone = whenGone;
    }

    /**
     * Takes a set that no new snapshot names.
     *
     * @param unpin gives up what keeps the set open
     */
    public void add(final OpenSegmentSet set, final Runnable unpin) {
        final Runnable end;
        if (set.store().hasIndex()) {
            set.store().needIndex();
            unpin.run();
            end = set.store()::releaseIndex;
        } else {
            end = unpin;
        }
        synchronized (waiting) {
            waiting.add(end);
        }
        afterGrace.execute(() -> {
            if (isFirst(end)) {
                end.run();
                whenGone.run();
            }
        });
    }

    /** Lets go of what still waits; nobody routes any more. */
    @Override
    public void close() {
        final Set<Runnable> left;
        synchronized (waiting) {
            left = Set.copyOf(waiting);
        }
        left.stream().filter(this::isFirst).forEach(Runnable::run);
    }

    // Whoever takes the end out runs it.
    private boolean isFirst(final Runnable end) {
        synchronized (waiting) {
            return waiting.remove(end);
        }
    }
}
