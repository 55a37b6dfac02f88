package io.kairoute.gateway.tally;

/** What decisions are counted by. */
public enum RateKind {
    /** Every decision. */
    ALL,
    /** The occasion. */
    OCCASION,
    /** The band. */
    BAND,
    /** The tier. */
    TIER,
    /** The queue. */
    QUEUE,
    /** The cause of a fallback. */
    CAUSE,
    /** A rule that is told of. */
    RULE,
    /** A guardrail that changed something. */
    GUARDRAIL,
    /** The revision that decided. */
    REVISION,
    /** The occasion, where a live occasion set it. */
    LIVE,
    /** Occasion and band. */
    OCCASION_BAND(true),
    /** Occasion and tier. */
    OCCASION_TIER(true),
    /** Occasion and cause of a fallback. */
    OCCASION_CAUSE(true),
    /** Experiment and arm. */
    EXPERIMENT_ARM(true);

    private final boolean isPair;

    RateKind() {
        this(false);
    }

    RateKind(final boolean isPair) {
        this.isPair = isPair;
    }

    /** Whether it is of two words. */
    public boolean isPair() {
        return isPair;
    }
}
