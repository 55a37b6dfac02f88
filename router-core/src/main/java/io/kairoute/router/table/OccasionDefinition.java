package io.kairoute.router.table;

import io.kairoute.router.decision.TreatmentField;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The card of one occasion.
 *
 * @param clearAtBp basis points from which a candidate is CLEAR, 1 to 10,000
 * @param ambiguousAtBp basis points from which it is AMBIGUOUS, 1 to {@code clearAtBp}
 * @param marginBp basis points by which the winner must lead the best runner-up
 * @param tunable the fields that stage two may change in band CLEAR
 * @param floorPriority the least priority in band CLEAR; null for none
 * @param ceilingPriority the highest priority in band CLEAR; null for none
 * @param ceilingSlaMs the longest SLA in band CLEAR, milliseconds; null for none
 * @param admits queue ids that no tier cap takes away in band CLEAR
 */
public record OccasionDefinition(
        String id,
        String name,
        String job,
        String owner,
        @Nullable String lens,
        @Nullable String why,
        int clearAtBp,
        int ambiguousAtBp,
        int marginBp,
        Set<TreatmentField> tunable,
        TreatmentDefinition treatment,
        TreatmentDefinition whenAmbiguous,
        @Nullable Integer floorPriority,
        @Nullable Integer ceilingPriority,
        @Nullable Long ceilingSlaMs,
        List<String> admits,
        List<String> metrics,
        @Nullable String playbook,
        @Nullable LocalDate reviewBy) {}
