package io.kairoute.router.table;

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
        @Nullable Long adjustSlaMs) {}
