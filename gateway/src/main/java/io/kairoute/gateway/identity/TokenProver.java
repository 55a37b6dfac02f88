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

    /** Whether a token was not looked at yet, or cannot be for want of room; then nothing is known against it. */
    boolean isBusyWith(final String hash) {
        return waiting.containsKey(hash) || isFull();
    }

    private boolean isFull() {
        return waiting.size() >= MAX_WAITING;
    }

    /**
     * Has a token looked at.
     *
     * @return completes, normally and in less than a second, when {@link #find} can say or {@link #isBusyWith} is true; null
     *     when {@link #find} can already, or when there is no room
     */
    @Nullable
    CompletableFuture<Void> prove(final String hash, final String token) {
        if (find(hash) != null || isFull()) {
            return null;
        }
        final CompletableFuture<Void> mine =
                new CompletableFuture<Void>().completeOnTimeout(null, LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
        final CompletableFuture<Void> others = waiting.putIfAbsent(hash, mine);
        if (others != null) {
            return others;
        }
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
            finish(hash, done);
        }
    }

    private void finish(final String hash, final CompletableFuture<Void> done) {
        waiting.remove(hash);
        done.complete(null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is done then finishes the proof whichever way it goes
    private void verify(
            final String hash, final String token, final boolean mayRefetch, final CompletableFuture<Void> done) {
        final long nowMs = clockMs.getAsLong();
        final TokenVerdict verdict = verifier.verify(token, keys.current(), nowMs);
        if (verdict instanceof TokenVerdict.UnknownKey && mayRefetch) {
            keys.refetch().thenAccept(isWorthIt -> {
                if (isWorthIt) {
                    run(hash, token, false, done);
                } else {
                    finish(hash, done);
                }
            });
            return;
        }
        if (verdict instanceof TokenVerdict.Genuine genuine) {
            known.put(hash, genuine, nowMs);
        }
        finish(hash, done);
    }
}
