package io.kairoute.bench.subject;

/** What a contact is like: each kind takes another way through the decision. */
public enum Scenario {
    /** A known customer, a clear occasion, one rule of each kind. */
    HIT,
    /** Somebody whom the segment set does not know. */
    MISS,
    /** A known customer who did not consent to personalization. */
    CONSENT_OFF,
    /** The intent is not sure enough to be clear. */
    AMBIGUOUS,
    /** The occasion runs an experiment. */
    EXPERIMENT,
    /** The occasion's queue is full. */
    OVERFLOW
}
