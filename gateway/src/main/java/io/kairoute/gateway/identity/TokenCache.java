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

    TokenCache(final int most) {
        this.most = most;
    }

    /** The caller behind a token's hash; null when it is not known, or does not count any more. */
    @Nullable
    Caller find(final String hash, final long nowMs) {
        final TokenVerdict.Genuine found = byHash.get(hash);
        return found == null || found.untilMs() <= nowMs ? null : found.caller();
    }

    void put(final String hash, final TokenVerdict.Genuine genuine, final long nowMs) {
        if (byHash.size() >= most) {
            byHash.values().removeIf(known -> known.untilMs() <= nowMs);
            if (byHash.size() >= most) {
                byHash.clear();
            }
        }
        byHash.put(hash, genuine);
    }

    /** Forgets everything: the keys that made these tokens genuine may not count any more. */
    void clear() {
        byHash.clear();
    }

    int size() {
        return byHash.size();
    }
}
