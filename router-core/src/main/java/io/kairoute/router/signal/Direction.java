package io.kairoute.router.signal;

/** Who began a contact. */
public enum Direction {
    /** The customer. */
    INBOUND,
    /** The contact center. */
    OUTBOUND
}
