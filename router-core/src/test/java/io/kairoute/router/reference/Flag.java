package io.kairoute.router.reference;

/** What was odd about the inputs, in the order in which an answer lists it. */
enum Flag {
    UNKNOWN_OCCASION,
    TIMESTAMP_IGNORED,
    CONFIDENCE_RANGE,
    CHANNEL_UNKNOWN,
    REGION_CUT,
    LANGUAGE_INVALID,
    KEY_UNTYPED,
    TIER_UNKNOWN,
    STALE,
    SEGMENT_UNAVAILABLE,
    PIN_EXPIRED,
    STAGE_TWO_OFF,
    EXPERIMENTS_OFF
}
