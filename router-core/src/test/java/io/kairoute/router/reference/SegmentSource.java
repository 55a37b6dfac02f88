package io.kairoute.router.reference;

/** Where the tier came from. */
enum SegmentSource {
    CUSTOMER,
    ALTERNATE,
    ACCOUNT,
    DEFAULT,
    CONSENT_OFF
}
