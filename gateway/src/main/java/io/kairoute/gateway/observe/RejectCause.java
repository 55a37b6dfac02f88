package io.kairoute.gateway.observe;

/** Why a call was refused before its body was read; the label {@code cause} of the metrics. */
public enum RejectCause {
    /** Too many calls are open. */
    TOO_MANY_CALLS,
    /** The event loop has more to do than it can do in time. */
    OVERLOADED,
    /** The tenant is over its rate. */
    QUOTA,
    /** Too many connections are open. */
    TOO_MANY_CONNECTIONS
}
