package io.kairoute.gateway.sets;

import io.kairoute.router.store.OpenSegmentSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Closes segment sets that were swapped out, when nobody looks customers up in them any more.
 *
 * <p>A call reads its snapshot once and looks up within its turn on the event loop. A set with an index may be closed at
 * once, since the index reads through windows of its own that live as long as somebody can reach them. One without waits for
 * a time that no turn lasts; a lookup that comes later still is answered that the store is unavailable, and never faults.
 *
 * <p>Thread-safe.
 */
final class RetiredSets implements AutoCloseable {
    private static final long GRACE_S = 10;

    private final Executor later = CompletableFuture.delayedExecutor(GRACE_S, TimeUnit.SECONDS);
    private final List<OpenSegmentSet> waiting = new ArrayList<>();

    /** Takes a set that no new snapshot names. */
    void add(final OpenSegmentSet set) {
        if (set.store().hasIndex()) {
            set.close();
            return;
        }
        synchronized (waiting) {
            waiting.add(set);
        }
        later.execute(() -> close(set));
    }

    /** Closes what still waits; nobody routes any more. */
    @Override
    public void close() {
        final List<OpenSegmentSet> left;
        synchronized (waiting) {
            left = List.copyOf(waiting);
        }
        left.forEach(this::close);
    }

    private void close(final OpenSegmentSet set) {
        final boolean isLeft;
        synchronized (waiting) {
            isLeft = waiting.remove(set);
        }
        if (isLeft) {
            set.close();
        }
    }
}
