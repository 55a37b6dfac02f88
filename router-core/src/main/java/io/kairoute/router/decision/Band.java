package io.kairoute.router.decision;

/** How sure stage one is. */
public enum Band {
    /** The occasion leads, and the segment tunes only what the occasion allows. */
    CLEAR,
    /** There is an occasion, but not for sure: clarify. */
    AMBIGUOUS,
    /** No occasion: the segment leads. */
    NONE
}
