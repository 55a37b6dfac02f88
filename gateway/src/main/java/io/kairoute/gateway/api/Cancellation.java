package io.kairoute.gateway.api;

/**
 * Tells work that nobody waits for its answer any more: the caller has gone, or its deadline has passed. Thread-safe; once
 * cancelled it stays so.
 */
public final class Cancellation {
    private volatile boolean isCancelled;

    /** Tells the work. */
    public void cancel() {
        isCancelled = true;
    }

    /** Whether the work may stop: what it still finds goes to nobody. Long work asks every few thousand rows. */
    public boolean isCancelled() {
        return isCancelled;
    }
}
