package io.kairoute.gateway.sets;

import io.kairoute.router.store.OpenSegmentSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

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
final class RetiredSets implements AutoCloseable {
    private final Executor afterGrace;
    private final Runnable whenGone;
    private final Set<Runnable> waiting = new HashSet<>();

    /**
     * Holds nothing yet.
     *
     * @param afterGrace runs what waits until no lookup can be late any more
     * @param whenGone runs after each set that went
     */
    RetiredSets(final Executor afterGrace, final Runnable whenGone) {
        this.afterGrace = afterGrace;
        this.whenGone = whenGone;
    }

    /** Takes a set that no new snapshot names. */
    void add(final SetPin pin, final OpenSegmentSet set) {
        final Runnable end;
        if (set.store().hasIndex()) {
            set.store().needIndex();
            pin.close();
            end = set.store()::releaseIndex;
        } else {
            end = pin::close;
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
