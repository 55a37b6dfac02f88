package io.kairoute.router.tuning;

import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.treatment.TreatmentRows;

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
}
