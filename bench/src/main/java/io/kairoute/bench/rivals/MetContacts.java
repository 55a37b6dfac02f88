package io.kairoute.bench.rivals;

import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.Contacts;
import io.kairoute.bench.subject.Customers;

/** Contacts of many customers in the tier that rows ask for, all of which meet one row. */
final class MetContacts {
    /** How many customers there are. */
    static final long CUSTOMERS = 100_000;

    private static final int COUNT = 1 << 14;

    private final Contacts contacts;

    private MetContacts(final Contacts contacts) {
        this.contacts = contacts;
    }

    static MetContacts of(final int row) {
        final int tier = BenchTable.TIERS.indexOf(RivalRow.TIER);
        return new MetContacts(Contacts.meeting(
                row, COUNT, CUSTOMERS, customer -> Customers.hasConsent(customer) && Customers.tier(customer) == tier));
    }

    Contacts next() {
        contacts.next();
        return contacts;
    }
}
