package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time do some kind of change, and has no other wait for it without end. Thread-safe. */
final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private final long longestWaitS;

    Turn(final long longestWaitS) {
        this.longestWaitS = longestWaitS;
    }

    /** Does a change when it is its turn; refuses it where that takes too long. */
    <R> R take(final Supplier<R> change) {
        if (!isMine()) {
            throw ControlRefusal.unavailable(
                    "SETS_BUSY", "Another change of this tenant's segment sets takes long; try again shortly.");
        }
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does a change that answers nothing. */
    void run(final Runnable change) {
        final boolean unused = take(() -> {
            change.run();
            return true;
        });
    }

    private boolean isMine() {
        try {
            return lock.tryLock() || lock.tryLock(longestWaitS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
