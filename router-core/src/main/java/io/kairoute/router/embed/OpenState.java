package io.kairoute.router.embed;

/**
 * Whether a routing is open still, and whose turn it is to write: the thread that opened it, or where that has ended, the first one
 * that writes then. Thread-safe.
 */
final class OpenState {
    private volatile boolean isClosed;
    private volatile Thread writer = Thread.currentThread();

    /** Whether it is closed. */
    boolean isClosed() {
        return isClosed;
    }

    /** Refuses where it is closed. */
    void check() {
        if (isClosed) {
            throw new IllegalStateException("this routing is closed: open it again, and make new routers");
        }
    }

    /**
     * Refuses where it is closed, or where another thread is the one that writes.
     *
     * @param call what is called, as the message says
     */
    void checkWriter(final String call) {
        check();
        if (Thread.currentThread() != writer) {
            takeOver(call);
        }
    }

    // Whoever sees that a thread has ended sees all that it wrote.
    private synchronized void takeOver(final String call) {
        final Thread caller = Thread.currentThread();
        final Thread before = writer;
        if (before.isAlive()) {
            throw new IllegalStateException("only the thread that opened this routing may call " + call + ": writer="
                    + before.getName() + " caller=" + caller.getName() + "; hand the call over to that thread");
        }
        writer = caller;
    }

    /** Closes it; false where it was closed before. */
    boolean close() {
        final boolean wasOpen = !isClosed;
        isClosed = true;
        return wasOpen;
    }
}
