package io.kairoute.router.table;

import io.kairoute.router.decision.TreatmentField;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of stage two: what the segment changes in a treatment.
 *
 * @param set fields that are replaced
 * @param adjustPriority added to the priority; null for no change
 * @param adjustEffort added to the effort; null for no change
 * @param adjustSlaMs added to the SLA in milliseconds, may be negative; null for no change
 */
public record TuningRuleDefinition(
        String id,
        ConditionsDefinition when,
        ConditionsDefinition unless,
        TreatmentDefinition set,
        @Nullable Integer adjustPriority,
        @Nullable Integer adjustEffort,
        @Nullable Long adjustSlaMs) {
    /** The fields that the rule adds something to, in a set of the caller's own. */
    public Set<TreatmentField> adjusted() {
        final Set<TreatmentField> fields = EnumSet.noneOf(TreatmentField.class);
        if (adjustPriority != null && adjustPriority != 0) {
            fields.add(TreatmentField.PRIORITY);
        }
        if (adjustEffort != null && adjustEffort != 0) {
            fields.add(TreatmentField.EFFORT);
        }
        if (adjustSlaMs != null && adjustSlaMs != 0) {
            fields.add(TreatmentField.SLA);
        }
        return fields;
    }

    /** The fields that the rule sets or adds something to, in a set of the caller's own. */
    public Set<TreatmentField> touched() {
        final Set<TreatmentField> fields = set.fields();
        fields.addAll(adjusted());
        return fields;
    }
}
