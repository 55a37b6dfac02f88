package io.kairoute.router.reference;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.List;
import java.util.Objects;

/** Step 5: the bounds that neither stage may cross, then the protections, which outrank them. */
final class GuardrailStep {
    private static final int FAR = 64;

    private final TableDefinition table;
    private final OccasionStep.Choice occasion;
    private final SegmentStep.Choice segment;
    private final Findings findings;

    GuardrailStep(
            final TableDefinition table,
            final OccasionStep.Choice occasion,
            final SegmentStep.Choice segment,
            final Findings findings) {
        this.table = table;
        this.occasion = occasion;
        this.segment = segment;
        this.findings = findings;
    }

    /** Holds a treatment to every guardrail, in their order. */
    Treatment hold(final Treatment tuned) {
        final boolean clear = occasion.band() == Band.CLEAR;
        final Treatment floored = clear ? occasionFloor(tuned) : tuned;
        final Treatment bounded = clear ? occasionCeiling(floored) : floored;
        final Treatment capped = tierCap(bounded);
        return protections(capped);
    }

    private Treatment occasionFloor(final Treatment treatment) {
        final Integer floor = occasion.occasion().floorPriority();
        final Treatment held = floor == null ? treatment : atLeast(floor, treatment);
        return record(Guardrail.OCCASION_FLOOR, treatment, held);
    }

    private Treatment occasionCeiling(final Treatment treatment) {
        final OccasionDefinition card = occasion.occasion();
        Treatment held = treatment;
        if (card.ceilingPriority() != null && treatment.priority() > card.ceilingPriority()) {
            held = held.with(TreatmentField.PRIORITY, card.ceilingPriority());
        }
        if (card.ceilingSlaMs() != null && treatment.slaMs() > card.ceilingSlaMs()) {
            held = held.with(TreatmentField.SLA, card.ceilingSlaMs());
        }
        return record(Guardrail.OCCASION_CEILING, treatment, held);
    }

    private Treatment tierCap(final Treatment treatment) {
        final CapsDefinition caps = segment.tier().caps();
        Treatment held = treatment;
        if (caps.priority() != null && treatment.priority() > caps.priority()) {
            findings.took(Branch.CAP_ON_PRIORITY);
            held = held.with(TreatmentField.PRIORITY, caps.priority());
        }
        if (caps.effort() != null && treatment.effort() > caps.effort()) {
            findings.took(Branch.CAP_ON_EFFORT);
            held = held.with(TreatmentField.EFFORT, caps.effort());
        }
        if (caps.queues().contains(treatment.queue())) {
            if (isAdmitted(treatment.queue())) {
                findings.took(Branch.CAP_QUEUE_ADMITTED);
            } else {
                findings.took(Branch.CAP_ON_QUEUE);
                noteIfFar(treatment.queue());
                held = held.with(TreatmentField.QUEUE, Objects.requireNonNull(caps.instead()));
            }
        }
        return record(Guardrail.TIER_CAP, treatment, held);
    }

    private void noteIfFar(final String queue) {
        final boolean isNear =
                table.queues().stream().limit(FAR).anyMatch(one -> one.id().equals(queue));
        if (!isNear) {
            findings.took(Branch.CAPPED_QUEUE_64_OR_BEYOND);
        }
    }

    private boolean isAdmitted(final String queue) {
        return occasion.band() == Band.CLEAR && occasion.occasion().admits().contains(queue);
    }

    private Treatment protections(final Treatment treatment) {
        final List<ProtectionDefinition> fitting = table.protections().stream()
                .filter(protection -> protection.risk().stream().anyMatch(segment.risks()::contains))
                .toList();
        if (segment.risks().size() > FAR) {
            findings.took(Branch.CONTACT_OF_MORE_THAN_64_RISKS);
        }
        if (table.protections().stream().skip(FAR).anyMatch(fitting::contains)) {
            findings.took(Branch.PROTECTION_64_OR_BEYOND);
        }
        Treatment held = treatment;
        for (final ProtectionDefinition protection : fitting) {
            held = held.under(protection.treatment());
            if (!protection.treatment().equals(TreatmentDefinition.NONE)) {
                findings.took(Branch.PROTECTION_TREATMENT);
            }
        }
        final int highestFloor = fitting.stream()
                .map(ProtectionDefinition::floorPriority)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        if (held.priority() < highestFloor) {
            findings.took(Branch.PROTECTION_FLOOR);
        }
        if (!fitting.isEmpty() && segment.influence() == null) {
            findings.took(Branch.PROTECTION_WITHOUT_CONSENT);
        }
        return record(Guardrail.PROTECTION, treatment, atLeast(highestFloor, held));
    }

    private static Treatment atLeast(final int floor, final Treatment treatment) {
        return treatment.priority() < floor ? treatment.with(TreatmentField.PRIORITY, floor) : treatment;
    }

    private Treatment record(final Guardrail guardrail, final Treatment before, final Treatment after) {
        if (!after.equals(before)) {
            findings.guardrails.add(guardrail);
        }
        return after;
    }
}
