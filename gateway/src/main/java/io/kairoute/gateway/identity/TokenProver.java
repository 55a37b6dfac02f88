package io.kairoute.gateway.identity;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has tokens verified off the event loops, each once: by one worker with a short queue, so that a flood of invented tokens costs
 * a bounded share of one core and delays nobody whose token is known.
 *
 * <p>Thread-safe.
 */
final class TokenProver implements AutoCloseable {
    private static final int MAX_WAITING = 256;
    private static final long LONGEST_WAIT_MS = 800;

    private final TokenVerifier verifier;
    private final TokenKeys keys;
    private final TokenCache known;
    private final LongSupplier clockMs;
    private final ConcurrentHashMap<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
    private final ExecutorService worker =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2 * MAX_WAITING), task -> {
                final Thread thread = new Thread(task, "kairoute-tokens");
                thread.setDaemon(true);
                return thread;
            });

    TokenProver(
            final TokenVerifier verifier, final TokenKeys keys, final TokenCache known, final LongSupplier clockMs) {
        this.verifier = verifier;
        this.keys = keys;
        this.known = known;
        this.clockMs = clockMs;
    }

    /** The caller behind a token's hash; null when no such token was proven. */
    @Nullable
    Caller find(final String hash) {
        return known.find(hash, clockMs.getAsLong());
    }

    /** Whether no token can be looked at right now. */
    boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    /**
     * Has a token looked at.
     *
     * @return completes, normally and in less than a second, when {@link #find} can say; null when it can already, or when there
     *     is no room
     */
    @Nullable
    CompletableFuture<Void> prove(final String hash, final String token) {
        if (find(hash) != null || isFull()) {
            return null;
        }
        final CompletableFuture<Void> mine = new CompletableFuture<>();
        final CompletableFuture<Void> others = waiting.putIfAbsent(hash, mine);
        if (others != null) {
            return others;
        }
        mine.completeOnTimeout(null, LONGEST_WAIT_MS, TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> waiting.remove(hash, mine));
        run(hash, token, true, mine);
        return mine;
    }

    @Override
    public void close() {
        worker.shutdownNow();
        keys.close();
    }

    private void run(
            final String hash, final String token, final boolean mayRefetch, final CompletableFuture<Void> done) {
        try {
            worker.execute(() -> verify(hash, token, mayRefetch, done));
        } catch (final RejectedExecutionException e) {
            done.complete(null);
        }
    }

    private void verify(
            final String hash, final String token, final boolean mayRefetch, final CompletableFuture<Void> done) {
        final long nowMs = clockMs.getAsLong();
        final TokenVerdict verdict = verifier.verify(token, keys.current(), nowMs);
        if (verdict instanceof TokenVerdict.UnknownKey && mayRefetch) {
            keys.refetch().thenAccept(isWorthIt -> {
                if (isWorthIt) {
                    run(hash, token, false, done);
                } else {
                    done.complete(null);
                }
            });
            return;
        }
        if (verdict instanceof TokenVerdict.Genuine genuine) {
            known.put(hash, genuine, nowMs);
        }
        done.complete(null);
    }
}
