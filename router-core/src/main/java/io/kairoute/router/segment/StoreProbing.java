package io.kairoute.router.segment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after a store that went down, at intervals, until it answers again.
 *
 * <p>While the store is up there is nothing: no timer, no thread, no field that a lookup reads. The lookup that finds it down for the
 * first time asks for one look. One look at most is asked for or runs at a time, and each may ask for the next. The JDK's own timer
 * and pool run them, so that no store has a thread. Thread-safe.
 */
final class StoreProbing implements Runnable {
    /** Runs a look when the store has had two seconds to come to itself. */
    static final Executor AFTER_A_PAUSE = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

    // A lock that is not stuck comes within microseconds.
    private static final long STRIPE_TIMEOUT_MS = 100;

    private final ChronicleSegmentStore store;
    private final Executor later;
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private volatile StoreWatcher watcher = StoreWatcher.NONE;
    // Written by one look at a time; each is asked for after the one before.
    private boolean isTold;

    StoreProbing(final ChronicleSegmentStore store, final Executor later) {
        this.store = store;
        this.later = later;
    }

    /** Takes who hears of turns. */
    void watchedBy(final StoreWatcher newWatcher) {
        watcher = newWatcher;
    }

    /** Asks for a look, unless one is asked for; the store is down. */
    void ask() {
        if (isAsked.compareAndSet(false, true)) {
            later.execute(this);
        }
    }

    @Override
    public void run() {
        try {
            look();
        } finally {
            isAsked.set(false);
            // A lookup may have failed between the look and now, and found one asked for.
            if (!store.isAvailable() && !store.isClosed()) {
                ask();
            }
        }
    }

    private void look() {
        if (store.isClosed()) {
            return;
        }
        if (!isTold) {
            isTold = true;
            watcher.turned(false, store.lastFailure());
        }
        if (store.probe(STRIPE_TIMEOUT_MS)) {
            isTold = false;
            watcher.turned(true, null);
        }
    }
}
