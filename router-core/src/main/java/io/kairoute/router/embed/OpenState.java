package io.kairoute.router.embed;

/** Whether a routing is open still. Thread-safe. */
final class OpenState {
    private volatile boolean isClosed;

    /** Refuses where it is closed. */
    void check() {
        if (isClosed) {
            throw new IllegalStateException("this routing is closed: open it again, and make new routers");
        }
    }

    /** Closes it; false where it was closed before. */
    boolean close() {
        final boolean wasOpen = !isClosed;
        isClosed = true;
        return wasOpen;
    }
}
