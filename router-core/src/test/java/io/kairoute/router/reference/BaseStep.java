package io.kairoute.router.reference;

import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TreatmentDefinition;

/** Step 3, first half: the treatment that occasion and tier begin with. */
final class BaseStep {
    private BaseStep() {}

    /** Lays the base treatment. */
    static Treatment lay(
            final TableDefinition table,
            final OccasionStep.Choice occasion,
            final SegmentStep.Choice segment,
            final Findings findings) {
        final Treatment tableDefault = Treatment.GROUND.under(table.defaults().treatment());
        return switch (occasion.band()) {
            case CLEAR -> tableDefault.under(occasion.occasion().treatment());
            case AMBIGUOUS -> ambiguous(tableDefault, table.defaults(), occasion.occasion(), findings);
            case NONE -> {
                if (!segment.tier().treatment().equals(TreatmentDefinition.NONE)) {
                    findings.took(Branch.BASE_OF_TIER);
                }
                yield tableDefault.under(segment.tier().treatment());
            }
        };
    }

    private static Treatment ambiguous(
            final Treatment tableDefault,
            final DefaultsDefinition defaults,
            final OccasionDefinition occasion,
            final Findings findings) {
        findings.took(
                occasion.whenAmbiguous().equals(TreatmentDefinition.NONE)
                        ? Branch.BASE_TABLE_AMBIGUOUS
                        : Branch.BASE_OWN_AMBIGUOUS);
        return tableDefault.under(defaults.whenAmbiguous()).under(occasion.whenAmbiguous());
    }
}
