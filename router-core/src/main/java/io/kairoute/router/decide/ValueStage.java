package io.kairoute.router.decide;

import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Snapshot;

/** Puts what the request tells into the words of the table's rules, once for both stages. Immutable. */
public final class ValueStage {
    /** Writes the contact's values. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final CompiledTable table = snapshot.table();
        table.vocabulary().resolve(contact.signals, table.calendars(), contact.values);
    }
}
