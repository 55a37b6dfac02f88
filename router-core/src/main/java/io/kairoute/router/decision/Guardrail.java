package io.kairoute.router.decision;

/** A bound that changed something, in the order in which answers list it. */
public enum Guardrail {
    /** Stage two wanted to change a field that the clear occasion does not let it tune. */
    OCCASION_LOCK,
    /** The occasion's least priority. */
    OCCASION_FLOOR,
    /** The occasion's highest priority or longest SLA. */
    OCCASION_CEILING,
    /** The tier's highest priority, most effort or forbidden queue. */
    TIER_CAP,
    /** A protection for a customer at risk. */
    PROTECTION;

    /** The guardrail's bit in a set of guardrails. */
    public int bit() {
        return 1 << ordinal();
    }
}
