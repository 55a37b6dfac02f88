package io.kairoute.gateway.now;

import java.util.concurrent.atomic.AtomicInteger;

/** So many places, each taken by one who gives it back. Thread-safe. */
final class Places {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Places(final int most) {
        this.most = most;
    }

    /** Takes one; false where all are taken. */
    boolean take() {
        return taken.getAndUpdate(count -> Math.min(count + 1, most)) < most;
    }

    /** Gives one back. */
    void give() {
        taken.decrementAndGet();
    }

    /** How many are taken. */
    int taken() {
        return taken.get();
    }
}
