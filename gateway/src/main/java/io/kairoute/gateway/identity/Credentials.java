package io.kairoute.gateway.identity;

import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The callers of this node by what they prove themselves with. Immutable. */
public final class Credentials {
    /** Nobody. */
    static final Credentials NONE = new Credentials(Map.of(), Map.of());

    /** SHA-256 in lower-case hexadecimal digits, to caller. */
    private final Map<String, Caller> byKeyHash;

    private final Map<X500Principal, Caller> bySubject;

    Credentials(final Map<String, Caller> byKeyHash, final Map<X500Principal, Caller> bySubject) {
        this.byKeyHash = Map.copyOf(byKeyHash);
        this.bySubject = Map.copyOf(bySubject);
    }

    /** The caller behind the SHA-256 of an API key; null for an unknown one. */
    @Nullable
    Caller ofKeyHash(final String hash) {
        return byKeyHash.get(hash);
    }

    /** The caller behind the subject of a certificate; null for one that is not on the list. */
    @Nullable
    Caller ofSubject(final X500Principal subject) {
        return bySubject.get(subject);
    }

    /** Whether any caller proves itself by certificate. */
    boolean hasSubjects() {
        return !bySubject.isEmpty();
    }

    /** How many callers there are. */
    public int count() {
        return byKeyHash.size() + bySubject.size();
    }
}
