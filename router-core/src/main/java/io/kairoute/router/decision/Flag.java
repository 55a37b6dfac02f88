package io.kairoute.router.decision;

/** What was odd about the inputs of one decision, in the order in which answers list it. */
public enum Flag {
    /** The hint names an occasion that the table does not know. */
    UNKNOWN_OCCASION,
    /** A client's time was sent and not used. */
    TIMESTAMP_IGNORED,
    /** A confidence was not a number, or outside 0 to 1. */
    CONFIDENCE_RANGE,
    /** The channel is none that there is. */
    CHANNEL_UNKNOWN,
    /** The region has more levels than count. */
    REGION_CUT,
    /** The language is no language tag. */
    LANGUAGE_INVALID,
    /** A key has no type. */
    KEY_UNTYPED,
    /** The profile's tier is none of the table's. */
    TIER_UNKNOWN,
    /** The segment set is older than it may be. */
    STALE,
    /** The segment store could not answer. */
    SEGMENT_UNAVAILABLE,
    /** The revision that the contact was pinned to is no longer kept. */
    PIN_EXPIRED,
    /** Stage two is switched off. */
    STAGE_TWO_OFF,
    /** Experiments are switched off. */
    EXPERIMENTS_OFF;

    /** The flag's bit in a set of flags. */
    public int bit() {
        return 1 << ordinal();
    }
}
