package io.kairoute.gateway.identity;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers genuine tokens by their SHA-256 until they stop to count, so that each is verified once. Thread-safe.
 *
 * <p>Bounded: when full it forgets what expired, and if that was nothing, everything; each token is then verified once more.
 */
final class TokenCache {
    private final int most;
    private final ConcurrentHashMap<String, TokenVerdict.Genuine> byHash = new ConcurrentHashMap<>();
    private volatile int generation;

    TokenCache(final int most) {
        this.most = most;
    }

    /** The caller behind a token's hash; null when it is not known, or does not count any more. */
    @Nullable
    Caller find(final String hash, final long nowMs) {
        final TokenVerdict.Genuine found = byHash.get(hash);
        return found == null || found.untilMs() <= nowMs ? null : found.caller();
    }

    /** Changes with each {@link #clear}; whoever verifies asks for it before it asks for the keys. */
    int generation() {
        return generation;
    }

    /**
     * Remembers a token.
     *
     * @param verifiedIn the generation in which its verification began
     * @return false, and nothing is remembered, when the cache was cleared since: the token must be verified anew
     */
    synchronized boolean put(
            final int verifiedIn, final String hash, final TokenVerdict.Genuine genuine, final long nowMs) {
        if (verifiedIn != generation) {
            return false;
        }
        if (byHash.size() >= most) {
            byHash.values().removeIf(known -> known.untilMs() <= nowMs);
            if (byHash.size() >= most) {
                byHash.clear();
            }
        }
        byHash.put(hash, genuine);
        return true;
    }

    /** Forgets everything: the keys that made these tokens genuine may not count any more. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock; volatile for those who only read it
    synchronized void clear() {
        generation++;
        byHash.clear();
    }

    int size() {
        return byHash.size();
    }
}
