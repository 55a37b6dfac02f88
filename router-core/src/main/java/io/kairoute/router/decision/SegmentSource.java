package io.kairoute.router.decision;

/** By what the tier was found. */
public enum SegmentSource {
    /** The customer key. */
    CUSTOMER,
    /** An alternate key. */
    ALTERNATE,
    /** The account key. */
    ACCOUNT,
    /** Nothing was found, or nothing may be used: the default tier. */
    DEFAULT,
    /** The customer was found and does not consent to personalization: the default tier. */
    CONSENT_OFF
}
