package io.kairoute.gateway.observe;

/** How a call of the admin listener ended. Each call ends by exactly one of these. */
public enum EndCause {
    /** With all its answers, and status OK. */
    ANSWERED,
    /** With a refusal that the caller was told of. */
    REFUSED,
    /** What answered it threw. */
    THROWN,
    /** Its time was over. */
    TIMED_OUT,
    /** The caller took it back, or its connection broke. */
    RESET,
    /** The caller ended its side too early. */
    HALF_CLOSED,
    /** The caller sent nothing for too long. */
    STALLED,
    /** The caller did not read its answers. */
    NOT_READ,
    /** Its connection was too old. */
    AGED,
    /** The node stopped. */
    DRAINED
}
