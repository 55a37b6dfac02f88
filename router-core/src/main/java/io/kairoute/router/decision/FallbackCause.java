package io.kairoute.router.decision;

/** Why a decision is not what full inputs would have given; where several hold, the first one is told. */
public enum FallbackCause {
    /** The server's own deadline ran out. */
    DEADLINE,
    /** No occasion was sure enough. */
    NO_OCCASION,
    /** The segment store could not answer. */
    SEGMENT_UNAVAILABLE,
    /** The segment set is older than it may be. */
    SEGMENT_STALE,
    /** The profile's tier is none of the table's. */
    TIER_UNKNOWN,
    /** No key was found. */
    UNKNOWN_CUSTOMER,
    /** No key was sent. */
    NO_CUSTOMER_KEY,
    /** The queue taken is closed. */
    CLOSED;

    /** The cause's bit in a set of causes. */
    public int bit() {
        return 1 << ordinal();
    }
}
