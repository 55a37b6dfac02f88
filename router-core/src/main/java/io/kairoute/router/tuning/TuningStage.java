package io.kairoute.router.tuning;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.RuleMatcher;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.treatment.TreatmentRows;

/**
 * Step 4: lets the segment tune the treatment, rule by rule in table order, within what a clear occasion allows.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class TuningStage {
    private static final int EVERY_FIELD = (1 << TreatmentFields.COUNT) - 1;

    private final RuleMatcher matcher = new RuleMatcher(Limits.TUNING_RULES);
    private int tunable;

    /** Applies every rule that holds, and records what was changed and what was locked. */
    public void tune(
            final ContactValues values, final TreatmentRows rows, final TuningTable table, final Decision decision) {
        begin(values, table, decision);
        for (int rule = matcher.first(); rule != RuleMatcher.NONE; rule = matcher.next(rule)) {
            apply(rule, rows, table, decision);
        }
    }

    /** Finds the rules that hold; {@link #tune} does this first, an explanation does it to go rule by rule. */
    public void begin(final ContactValues values, final TuningTable table, final Decision decision) {
        values.set(Slot.OCCASION, decision.occasion);
        values.set(Slot.BAND, decision.band().ordinal());
        values.set(Slot.TIER, decision.tier);
        values.set(Slot.SEGMENT_SOURCE, decision.segmentSource().ordinal());
        tunable = decision.isClear() ? table.tunable()[decision.occasion] : EVERY_FIELD;
        matcher.match(table.rules(), values);
    }

    /** Whether one rule holds, of those that {@link #begin} looked at. */
    public boolean holds(final int rule) {
        return matcher.holds(rule);
    }

    /** Applies one rule that holds. */
    public void apply(final int rule, final TreatmentRows rows, final TuningTable table, final Decision decision) {
        final int row = table.setRow()[rule];
        boolean changed = false;
        for (int left = table.touched()[rule]; left != 0; left &= left - 1) {
            final int field = Integer.numberOfTrailingZeros(left);
            final long before = decision.treatment[field];
            final long set = row == TreatmentRows.NONE ? TreatmentFields.ABSENT : rows.field(row, field);
            final long after = adjusted(set == TreatmentFields.ABSENT ? before : set, field, rule, table.adjust());
            if (after != before) {
                if ((tunable & 1 << field) == 0) {
                    decision.record(Guardrail.OCCASION_LOCK);
                } else {
                    decision.treatment[field] = after;
                    changed = true;
                }
            }
        }
        if (changed) {
            decision.addTuningRule(rule);
        }
    }

    private static long adjusted(final long value, final int field, final int rule, final long[] adjust) {
        final int start = TuningTable.ADJUSTMENTS * rule;
        return switch (field) {
            case TreatmentFields.PRIORITY -> bounded(value, adjust[start]);
            case TreatmentFields.EFFORT -> bounded(value, adjust[start + 1]);
            case TreatmentFields.SLA ->
                adjust[start + 2] == 0 ? value : Math.max(TreatmentFields.MIN_SLA_MS, value + adjust[start + 2]);
            default -> value;
        };
    }

    private static long bounded(final long value, final long adjustment) {
        return Math.max(0, Math.min(TreatmentFields.MAX_PRIORITY, value + adjustment));
    }
}
