package io.kairoute.router.table;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The card of one tier.
 *
 * @param version the version of the tier's definition
 * @param successMetric the metric that tells whether the tier is served well
 * @param successTargetBp its target in basis points
 * @param treatment laid over the default in band NONE; may be {@link TreatmentDefinition#NONE}
 * @param recognize how people recognise a member of the tier; free text
 * @param parent the id of the tier that this one refines; null for none
 */
public record TierDefinition(
        String id,
        String name,
        String definition,
        String owner,
        String cadence,
        int version,
        String successMetric,
        int successTargetBp,
        @Nullable LocalDate reviewBy,
        CapsDefinition caps,
        TreatmentDefinition treatment,
        @Nullable String recognize,
        @Nullable String parent) {

    /**
     * What a tier may get at most.
     *
     * @param priority the highest priority, 0 to 100; null for none
     * @param effort the most effort, 0 to 100; null for none
     * @param queues queue ids that the tier may not use
     * @param instead the queue id that stands in for them; present when {@code queues} is not empty
     */
    public record CapsDefinition(
            @Nullable Integer priority,
            @Nullable Integer effort,
            List<String> queues,
            @Nullable String instead) {

        /** No cap at all. */
        public static final CapsDefinition NONE = new CapsDefinition(null, null, List.of(), null);
    }
}
