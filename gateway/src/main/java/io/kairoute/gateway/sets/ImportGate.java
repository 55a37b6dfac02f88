package io.kairoute.gateway.sets;

import io.kairoute.gateway.control.ControlRefusal;
import java.util.concurrent.Semaphore;

/** Lets one import of a tenant run at a time. Its callers take turns, but for whoever waits for its end. */
final class ImportGate {
    private final Semaphore importing = new Semaphore(1);
    private Runnable abandon = () -> {};

    /**
     * Begins an import, the only one until what this returns is run.
     *
     * @param abandon gives it up
     */
    Runnable begin(final Runnable abandon) {
        if (!importing.tryAcquire()) {
            throw ControlRefusal.precondition(
                    "IMPORT_RUNNING", "Another import of this tenant is running; wait for its end, or end it.");
        }
        this.abandon = abandon;
        return importing::release;
    }

    /** Has the import that runs, if one does, give up. */
    void abandon() {
        abandon.run();
    }

    /** Waits until none runs, and lets none in any more. */
    void shut() {
        importing.acquireUninterruptibly();
    }
}
