package io.kairoute.router.decision;

/** Where the winning occasion came from, in the order that breaks ties. */
public enum OccasionSource {
    /** A live occasion. */
    LIVE,
    /** The request's hint. */
    HINT,
    /** A signal rule. */
    SIGNAL,
    /** The table's default. */
    DEFAULT
}
