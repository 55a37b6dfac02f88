package io.kairoute.gateway.now;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for several answers at once: one that is late costs the others nothing but the time that all of them have. */
final class SharedWait {
    private SharedWait() {}

    /** Those that came within the time, in the order of the questions; one that failed is as one that did not come. */
    static <Q, A> Map<Q, A> answered(final Map<Q, CompletableFuture<A>> asked, final long longestMs)
            throws InterruptedException {
        try {
            CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                    .get(longestMs, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException | ExecutionException e) {
            // Whoever asked sees by what is missing.
        }
        final Map<Q, A> answered = new LinkedHashMap<>();
        asked.forEach((question, answer) -> {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                answered.put(question, answer.join());
            }
        });
        return answered;
    }
}
