package io.kairoute.gateway.tally;

/** What was counted in the second that is not over yet. Thread-confined: owned by whoever counts. */
interface Pending {
    /** Puts it into the rings of its counters, at the places of that second, and begins anew with none. */
    void settle(CountedAt over);
}
