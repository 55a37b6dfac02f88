package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.snapshot.GuardrailTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TreatmentRows;

/**
 * Step 5: holds the treatment within the occasion's and the tier's bounds, and protects customers at risk.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class GuardrailStage {
    private static final int PROTECTION_WORDS = Limits.PROTECTIONS / Long.SIZE;

    private final long[] before = new long[TreatmentFields.COUNT];
    private final long[] fitting = new long[PROTECTION_WORDS];

    /** Applies floors and ceilings, then caps, then protections. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final GuardrailTable table = snapshot.table().guardrails();
        final Decision decision = contact.decision;
        if (decision.isClear()) {
            holdOccasionBounds(table, decision);
        }
        holdTierCaps(table, decision);
        if (decision.hasProfile
                && table.protectionRow().length > 0
                && findFitting(contact.profile, snapshot.segments().protections())) {
            protect(table, snapshot.table().rows(), decision);
        }
    }

    private static void holdOccasionBounds(final GuardrailTable table, final Decision decision) {
        final long[] treatment = decision.treatment;
        final int occasion = decision.occasion;
        if (treatment[TreatmentFields.PRIORITY] < table.floorPriority()[occasion]) {
            treatment[TreatmentFields.PRIORITY] = table.floorPriority()[occasion];
            decision.record(Guardrail.OCCASION_FLOOR);
        }
        if (treatment[TreatmentFields.PRIORITY] > table.ceilingPriority()[occasion]) {
            treatment[TreatmentFields.PRIORITY] = table.ceilingPriority()[occasion];
            decision.record(Guardrail.OCCASION_CEILING);
        }
        if (treatment[TreatmentFields.SLA] > table.ceilingSlaMs()[occasion]) {
            treatment[TreatmentFields.SLA] = table.ceilingSlaMs()[occasion];
            decision.record(Guardrail.OCCASION_CEILING);
        }
    }

    private static void holdTierCaps(final GuardrailTable table, final Decision decision) {
        final long[] treatment = decision.treatment;
        final int tier = decision.tier;
        if (treatment[TreatmentFields.PRIORITY] > table.capPriority()[tier]) {
            treatment[TreatmentFields.PRIORITY] = table.capPriority()[tier];
            decision.record(Guardrail.TIER_CAP);
        }
        if (treatment[TreatmentFields.EFFORT] > table.capEffort()[tier]) {
            treatment[TreatmentFields.EFFORT] = table.capEffort()[tier];
            decision.record(Guardrail.TIER_CAP);
        }
        final int queue = (int) treatment[TreatmentFields.QUEUE];
        if (isIn(table.cappedQueues()[tier], queue)
                && !(decision.isClear() && isIn(table.admittedQueues()[decision.occasion], queue))) {
            treatment[TreatmentFields.QUEUE] = table.insteadQueue()[tier];
            decision.record(Guardrail.TIER_CAP);
        }
    }

    private static boolean isIn(final long[] bits, final int index) {
        return bits.length > 0 && (bits[index >> 6] & 1L << index) != 0;
    }

    private boolean findFitting(final ProfileFlyweight profile, final long[][] protectionsByRisk) {
        for (int word = 0; word < PROTECTION_WORDS; word++) {
            fitting[word] = 0;
        }
        boolean any = false;
        for (int word = 0; word < ProfileFlyweight.RISK_WORDS; word++) {
            for (long left = profile.riskWord(word); left != 0; left &= left - 1) {
                final long[] bits = protectionsByRisk[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                for (int i = 0; i < bits.length; i++) {
                    fitting[i] |= bits[i];
                    any |= bits[i] != 0;
                }
            }
        }
        return any;
    }

    private void protect(final GuardrailTable table, final TreatmentRows rows, final Decision decision) {
        final long[] treatment = decision.treatment;
        System.arraycopy(treatment, 0, before, 0, TreatmentFields.COUNT);
        int floor = 0;
        for (int word = 0; word < PROTECTION_WORDS; word++) {
            for (long left = fitting[word]; left != 0; left &= left - 1) {
                final int protection = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                if (table.protectionRow()[protection] != TreatmentRows.NONE) {
                    rows.layOver(table.protectionRow()[protection], treatment);
                }
                floor = Math.max(floor, table.protectionFloor()[protection]);
            }
        }
        if (treatment[TreatmentFields.PRIORITY] < floor) {
            treatment[TreatmentFields.PRIORITY] = floor;
        }
        for (int field = 0; field < TreatmentFields.COUNT; field++) {
            if (treatment[field] != before[field]) {
                decision.record(Guardrail.PROTECTION);
                return;
            }
        }
    }
}
