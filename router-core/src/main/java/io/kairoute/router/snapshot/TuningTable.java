package io.kairoute.router.snapshot;

import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.rule.RuleMatrix;

/**
 * The tuning rules of one table, by position. Immutable; arrays are not to be written.
 *
 * @param rules when each holds
 * @param setRow what each sets, or {@link TreatmentRows#NONE}
 * @param adjust what each adds, by {@code 3 * rule}: to priority, effort and SLA (milliseconds)
 * @param touched the fields that each sets or adjusts, one bit per field
 * @param tunable by occasion, the fields that stage two may change in band CLEAR, one bit per field
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record TuningTable(RuleMatrix rules, int[] setRow, long[] adjust, int[] touched, int[] tunable) {
    /** Numbers per rule in {@code adjust}. */
    public static final int ADJUSTMENTS = 3;

    private static final int EVERY_FIELD = (1 << TreatmentFields.COUNT) - 1;

    /** The fields that stage two may change under what stage one decided, one bit per field. */
    public int tunable(final Decision decision) {
        return decision.isClear() ? tunable[decision.occasion] : EVERY_FIELD;
    }

    /** What one rule makes of a field that it touches: what it sets, else what is there; then what it adds to that. */
    public long tuned(final int rule, final int field, final long before, final TreatmentRows rows) {
        final int row = setRow[rule];
        final long set = row == TreatmentRows.NONE ? TreatmentFields.ABSENT : rows.field(row, field);
        final long value = set == TreatmentFields.ABSENT ? before : set;
        final int start = ADJUSTMENTS * rule;
        return switch (field) {
            case TreatmentFields.PRIORITY -> bounded(value + adjust[start]);
            case TreatmentFields.EFFORT -> bounded(value + adjust[start + 1]);
            case TreatmentFields.SLA ->
                adjust[start + 2] == 0 ? value : Math.max(TreatmentFields.MIN_SLA_MS, value + adjust[start + 2]);
            default -> value;
        };
    }

    private static long bounded(final long value) {
        return Math.max(0, Math.min(TreatmentFields.MAX_PRIORITY, value));
    }
}
