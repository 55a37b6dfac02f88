package io.kairoute.gateway.ends;

/** How a connection ends while its calls are open. */
enum LineEnding {
    /** It does not. */
    NONE,
    /** The peer resets it. */
    CUT,
    /** The peer says that it sends no more, and reads on. */
    SHUT,
    /** It grows too old. */
    AGED
}
