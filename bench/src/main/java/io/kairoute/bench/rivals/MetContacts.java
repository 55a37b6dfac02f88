package io.kairoute.bench.rivals;

import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Customers;

/** Contacts of many customers in the tier that rows ask for. */
final class MetContacts {
    /** How many customers there are. */
    static final long CUSTOMERS = 100_000;

    private final Contacts contacts;

    private MetContacts(final Contacts contacts) {
        this.contacts = contacts;
    }

    /** One for each of these rows, in this order. */
    static MetContacts of(final int[] rows) {
        final int tier = BenchTable.TIERS.indexOf(RivalRow.TIER);
        return new MetContacts(Contacts.meeting(
                rows, CUSTOMERS, customer -> Customers.hasConsent(customer) && Customers.tier(customer) == tier));
    }

    /** Moves on to the next one, after the last to the first. */
    Contacts next() {
        contacts.next();
        return contacts;
    }
}
