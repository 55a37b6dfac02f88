package io.kairoute.gateway.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The callers of this node by what they prove themselves with. Immutable. */
public final class Credentials {
    /** SHA-256 in lower-case hexadecimal digits, to caller. */
    private final Map<String, Caller> byKeyHash;

    Credentials(final Map<String, Caller> byKeyHash) {
        this.byKeyHash = Map.copyOf(byKeyHash);
    }

    /** The caller behind the SHA-256 of an API key; null for an unknown one. */
    @Nullable
    Caller ofKeyHash(final String hash) {
        return byKeyHash.get(hash);
    }

    /** How many callers there are. */
    public int count() {
        return byKeyHash.size();
    }
}
