package io.kairoute.gateway.outcome;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Outcome;

/** Outcomes that tests tell. */
final class TestOutcomes {
    private TestOutcomes() {}

    /** Of a contact, by the system crm, seen a minute ago, saying nothing yet. */
    static Outcome.Builder of(final String contact, final long version) {
        return Outcome.newBuilder()
                .setContactId(contact)
                .setSource("crm")
                .setVersion(version)
                .setObservedTime(ago(60));
    }

    /** The same, saying how long it took. */
    static Outcome handled(final String contact, final long version, final long handleMs) {
        return of(contact, version).setHandleMs(handleMs).build();
    }

    static Timestamp ago(final long seconds) {
        return Timestamps.fromMillis(System.currentTimeMillis() - seconds * 1_000);
    }
}
