package io.kairoute.router.reference;

/** How much of everything a generated situation has. */
public enum Scale {
    /** A few of everything, in many combinations. */
    USUAL,
    /** As much as is allowed, or as fits just into words of 64 bits, or one more. */
    LIMITS
}
