package io.kairoute.router.snapshot;

import io.kairoute.router.decision.Decision;
import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.rule.Vocabulary;

/**
 * The live occasions of one tenant, bound to one table. Immutable; arrays are not to be written.
 *
 * @param scopes one rule per live occasion: its scope
 * @param vocabulary the values that scopes name
 * @param occasion the occasion of each in the table, or {@link Decision#NONE}
 * @param confidenceBp the confidence of each
 * @param fromMs the first millisecond inside
 * @param untilMs the first millisecond outside
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record LiveTable(
        RuleMatrix scopes, Vocabulary vocabulary, int[] occasion, int[] confidenceBp, long[] fromMs, long[] untilMs) {

    /** How many live occasions there are. */
    public int count() {
        return occasion.length;
    }

    /** Whether one counts at an instant. */
    public boolean counts(final int index, final long nowMs) {
        return nowMs >= fromMs[index] && nowMs < untilMs[index];
    }
}
