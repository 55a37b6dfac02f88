package io.kairoute.router.reference;

/** How sure stage one is. */
enum Band {
    CLEAR,
    AMBIGUOUS,
    NONE
}
