package io.kairoute.gateway.control;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Waits at a start for what the node cannot do without, and tells again and again how long already.
 *
 * <p>There is no deadline: whoever gave up would start a node that routes by something else than what was published.
 */
final class StartWait {
    private static final long MOST_REST_MS = TimeUnit.MINUTES.toMillis(1);

    private StartWait() {}

    /**
     * Waits until something is done; an interruption waits, too.
     *
     * @param first when it is told for the first time; each next time comes after twice the rest, a minute at most
     * @param told hears how long it has waited
     */
    static <R> R until(final CompletableFuture<R> done, final Duration first, final Consumer<Duration> told) {
        boolean isInterrupted = false;
        long waitedMs = 0;
        long restMs = first.toMillis();
        try {
            while (true) {
                try {
                    return done.get(restMs, TimeUnit.MILLISECONDS);
                } catch (final TimeoutException e) {
                    waitedMs += restMs;
                    restMs = Math.min(2 * restMs, MOST_REST_MS);
                    told.accept(Duration.ofMillis(waitedMs));
                } catch (final InterruptedException e) {
                    isInterrupted = true;
                } catch (final ExecutionException e) {
                    throw fault(e);
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException fault(final ExecutionException failed) {
        final Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException fault ? fault : new CompletionException(cause);
    }
}
