package io.kairoute.router.reference;

/** Why a decision is not what full inputs would have given; where several hold, the first one is the answer's. */
enum FallbackCause {
    NO_OCCASION,
    SEGMENT_UNAVAILABLE,
    SEGMENT_STALE,
    TIER_UNKNOWN,
    UNKNOWN_CUSTOMER,
    NO_CUSTOMER_KEY,
    CLOSED
}
