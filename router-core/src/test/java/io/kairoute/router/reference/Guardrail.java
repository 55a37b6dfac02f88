package io.kairoute.router.reference;

/** A bound that changed something, in the order in which an answer lists it. */
enum Guardrail {
    OCCASION_LOCK,
    OCCASION_FLOOR,
    OCCASION_CEILING,
    TIER_CAP,
    PROTECTION
}
