package io.kairoute.gateway.control;

import io.kairoute.router.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a change, where a caller has a thread to wait on. */
final class ControlWait {
    private static final long MOST_S = 60;

    private ControlWait() {}

    /** Waits a minute at most. */
    static <R> R join(final CompletableFuture<R> change) {
        return join(change, MOST_S);
    }

    /**
     * Waits so many seconds at most.
     *
     * @throws ControlRefusal where it was refused, or its outcome is not known in time
     * @throws StoreException where the log could not be written
     */
    static <R> R join(final CompletableFuture<R> change, final long mostSeconds) {
        try {
            return change.orTimeout(mostSeconds, TimeUnit.SECONDS).join();
        } catch (final CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw ControlRefusal.unavailable(
                        "OUTCOME_UNKNOWN",
                        "The change was not made within " + mostSeconds
                                + " seconds, and may still come; repeat it with the same request_id, or look.");
            }
            if (e.getCause() instanceof StoreException store) {
                throw store;
            }
            if (e.getCause() instanceof ControlRefusal refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
