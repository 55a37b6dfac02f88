package io.kairoute.gateway.observe;

/** Why a call or a connection was refused for being too much; the label {@code cause} of the metrics. */
public enum RejectCause {
    /** Too many calls are open. */
    TOO_MANY_CALLS,
    /** The event loop has more to do than it can do in time. */
    OVERLOADED,
    /** The tenant is over its rate. */
    QUOTA,
    /** Too many connections are open. */
    TOO_MANY_CONNECTIONS,
    /** The head of a request, or one frame of HTTP/2, took too long to arrive. */
    SLOW_HEAD,
    /** Far more frames of HTTP/2 than there was work in them. */
    FRAME_FLOOD
}
