package io.kairoute.gateway.edge;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections of one listener against their limit. Thread-safe. */
public final class ConnectionLimit {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;

    /** Makes a limit. */
    public ConnectionLimit(final int most) {
        this.most = most;
    }

    /** Counts a connection that opens; false, and not counted, when it is one too many. */
    public boolean opens() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    /** Counts a connection that closed. */
    public void closed() {
        open.decrementAndGet();
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }
}
