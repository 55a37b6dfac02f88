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
 * <pre>
 *   [waiting] --key known----------> verified: found, or refuted
 *       |------key not known, room--> [parked] --keys fetched, or not--> [waiting] once more, or refuted
 *       +------key not known, full--> let go
 * </pre>
 *
 * <p>Tokens whose key must be fetched wait in a place of their own, so an issuer that stalls denies nobody whose key is here. A
 * fetch ends within seconds, and with it what is parked. Thread-safe.
 */
final class TokenProver implements AutoCloseable {
    static final int MAX_WAITING = 256;
    static final int MAX_PARKED = 256;
    private static final long LONGEST_WAIT_MS = 800;
    private static final String NO_SUCH_KEY = "it names a key that the issuer's keys do not hold";

    private final TokenVerifier verifier;
    private final TokenKeys keys;
    private final TokenCache known;
    private final LongSupplier clockMs;
    private final RefusedTokens refused = new RefusedTokens();
    private final ConcurrentHashMap<String, Proof> waiting = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Proof> parked = new ConcurrentHashMap<>();
    private final ExecutorService worker = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING + MAX_PARKED + 1), task -> {
                final Thread thread = new Thread(task, "kairoute-tokens");
                thread.setDaemon(true);
                return thread;
            });

    /** A token that is being proven. */
    private record Proof(String hash, String token, CompletableFuture<Void> done) {}

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
        return waiting.containsKey(hash)
                || parked.containsKey(hash)
                || waiting.size() >= MAX_WAITING
                || parked.size() >= MAX_PARKED;
    }

    /**
     * Has a token looked at.
     *
     * @return completes, normally and in less than a second, when {@link #find} can say or {@link #isBusyWith} is true; null
     *     when {@link #find} can already, or when there is no room
     */
    @Nullable
    CompletableFuture<Void> prove(final String hash, final String token) {
        if (find(hash) != null || waiting.size() >= MAX_WAITING) {
            return null;
        }
        final Proof waitsForKeys = parked.get(hash);
        if (waitsForKeys != null) {
            return waitsForKeys.done();
        }
        final Proof mine = new Proof(
                hash,
                token,
                new CompletableFuture<Void>().completeOnTimeout(null, LONGEST_WAIT_MS, TimeUnit.MILLISECONDS));
        final Proof others = waiting.putIfAbsent(hash, mine);
        if (others != null) {
            return others.done();
        }
        run(mine, true);
        return mine.done();
    }

    /** What verifies the tokens of those who sign in to a client of the issuer. */
    SignInTokens signIns(final String clientId) {
        return new SignInTokens(verifier.of(clientId), keys, clockMs);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        keys.close();
    }

    private void run(final Proof proof, final boolean mayFetch) {
        try {
            worker.execute(() -> verify(proof, mayFetch));
        } catch (final RejectedExecutionException e) {
            finish(proof);
        }
    }

    private void finish(final Proof proof) {
        waiting.remove(proof.hash(), proof);
        parked.remove(proof.hash(), proof);
        proof.done().complete(null);
    }

    private void verify(final Proof proof, final boolean mayFetch) {
        final long nowMs = clockMs.getAsLong();
        // Before the keys: whatever takes them back after this is seen when the verdict is remembered.
        final int generation = known.generation();
        final TokenVerdict verdict = verifier.verify(proof.token(), keys.current(), nowMs);
        tell(verdict, mayFetch, nowMs);
        if (verdict instanceof TokenVerdict.UnknownKey && mayFetch) {
            park(proof);
        } else if (verdict instanceof TokenVerdict.Genuine genuine
                && !known.put(generation, proof.hash(), genuine, nowMs)) {
            run(proof, mayFetch);
        } else {
            finish(proof);
        }
    }

    private void tell(final TokenVerdict verdict, final boolean mayFetch, final long nowMs) {
        if (verdict instanceof TokenVerdict.Refuted refuted) {
            refused.tell(refuted.cause(), nowMs);
        } else if (verdict instanceof TokenVerdict.UnknownKey && !mayFetch) {
            refused.tell(NO_SUCH_KEY, nowMs);
        } else if (verdict instanceof TokenVerdict.Genuine genuine) {
            final String lack = verifier.lack(genuine.caller());
            if (lack != null) {
                refused.tell(lack, nowMs);
            }
        }
    }

    /** Only the worker parks, so the bound holds. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is done then finishes the proof whichever way it goes
    private void park(final Proof proof) {
        if (parked.size() >= MAX_PARKED) {
            finish(proof);
            return;
        }
        parked.put(proof.hash(), proof);
        waiting.remove(proof.hash(), proof);
        keys.refetch().thenAccept(isWorthIt -> {
            if (isWorthIt) {
                run(proof, false);
            } else {
                refused.tell(NO_SUCH_KEY, clockMs.getAsLong());
                finish(proof);
            }
        });
    }
}
