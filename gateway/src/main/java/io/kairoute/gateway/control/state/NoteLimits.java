package io.kairoute.gateway.control.state;

/** How much a tenant's notes may hold. No note is ever deleted, so these are what many years of shifts write. */
public final class NoteLimits {
    /** Versions of all notes of one tenant. */
    public static final int MOST_VERSIONS = 20_000;

    /** Bytes of all texts of one tenant's notes together. */
    public static final long MOST_BYTES = 256L << 20;

    /** Bytes of one text. */
    public static final int MOST_TEXT_BYTES = 64 << 10;

    private NoteLimits() {}
}
