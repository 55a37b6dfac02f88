package io.kairoute.router.decide;

import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.snapshot.Snapshot;

/**
 * Lets memory bring the customer's record while step 1 is done: hashes the customer key, and reads where step 2 will look first.
 *
 * <p>Among ten million customers the record is in no cache, and the wait for it is longer than step 1 takes; {@code bench turns}
 * has the figures. Thread-confined: owned by its router.
 */
public final class SegmentPrefetch {
    // What nobody keeps, a compiler need not read. It is written once a call and never read, which no compiler looks
    // for in a field
    // that others could reach.
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /** Begins to fetch. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final SegmentLookup lookup = snapshot.segments().lookup();
        if (lookup != null && contact.signals.hasCustomerKey()) {
            final RouteRequestFlyweight request = contact.request;
            snapshot.hasher()
                    .hash(
                            request.bytes(),
                            request.offset(RequestFields.CUSTOMER_KEY),
                            request.length(RequestFields.CUSTOMER_KEY),
                            contact.customerKey);
            contact.isCustomerKeyHashed = true;
            touched = lookup.touch(contact.customerKey);
        }
    }
}
