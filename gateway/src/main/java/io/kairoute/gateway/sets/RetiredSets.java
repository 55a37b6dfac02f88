package io.kairoute.gateway.sets;

import io.kairoute.router.store.OpenSegmentSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Unpins segment sets that were swapped out, when no router looks customers up in them any more.
 *
 * <p>A call reads its snapshot once and looks up within its turn on the event loop. A set with an index may be closed at
 * once, since the index reads through windows of its own that live as long as somebody can reach them. One without waits for
 * a time that no turn lasts; a lookup that comes later still is answered that the store is unavailable, and never faults.
 * Whoever scans the set has a pin of their own.
 *
 * <p>Thread-safe.
 */
final class RetiredSets implements AutoCloseable {
    private static final long GRACE_S = 10;

    private final Executor later = CompletableFuture.delayedExecutor(GRACE_S, TimeUnit.SECONDS);
    private final Set<SetPin> waiting = new HashSet<>();

    /** Takes a set that no new snapshot names. */
    void add(final SetPin pin, final OpenSegmentSet set) {
        if (set.store().hasIndex()) {
            pin.close();
            return;
        }
        synchronized (waiting) {
            waiting.add(pin);
        }
        later.execute(() -> close(pin));
    }

    /** Unpins what still waits; nobody routes any more. */
    @Override
    public void close() {
        final Set<SetPin> left;
        synchronized (waiting) {
            left = Set.copyOf(waiting);
        }
        left.forEach(this::close);
    }

    private void close(final SetPin pin) {
        synchronized (waiting) {
            waiting.remove(pin);
        }
        pin.close();
    }
}
