package io.kairoute.router.reference;

/** Where an occasion came from; of candidates that are equally sure the earlier source counts. */
enum OccasionSource {
    LIVE,
    HINT,
    SIGNAL,
    DEFAULT
}
