package io.kairoute.gateway.identity;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the calls of one listener that were refused for their credentials, by cause. Thread-safe. */
public final class RefusedCredentials {
    private final AtomicLongArray counts = new AtomicLongArray(Cause.values().length);

    /** Why a call was refused. */
    public enum Cause {
        /** It presented nothing. */
        MISSING,
        /** What it presented is not known, or no longer. */
        UNKNOWN,
        /** Its caller is known, and lacks the role. */
        ROLE_MISSING,
        /** Too many new tokens are being proven. */
        BUSY
    }

    /** Counts a call. */
    public void add(final Cause cause) {
        counts.incrementAndGet(cause.ordinal());
    }

    /** How many calls were refused for a cause. */
    public long count(final Cause cause) {
        return counts.get(cause.ordinal());
    }
}
