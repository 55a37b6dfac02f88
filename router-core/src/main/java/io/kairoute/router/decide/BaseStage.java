package io.kairoute.router.decide;

import io.kairoute.router.decision.Decision;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Snapshot;

/** Step 3, first half: the base treatment that occasion, band and tier give. Immutable. */
public final class BaseStage {
    /** Writes the base. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final Decision decision = contact.decision;
        final CompiledTable table = snapshot.table();
        table.rows().load(table.base().row(decision), decision.treatment);
    }
}
