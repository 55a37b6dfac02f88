package io.kairoute.gateway.control.state;

/** How much a tenant's drafts may hold. */
public final class DraftLimits {
    /** Drafts of one tenant. */
    public static final int MOST = 256;

    /** Bytes of all documents of one tenant's drafts together. */
    public static final long MOST_BYTES = 64L << 20;

    private DraftLimits() {}
}
