package io.kairoute.router.rule;

import io.kairoute.router.Limits;

/**
 * Finds the rules of one matrix that hold for one contact.
 *
 * <p>Thread-confined: owned by its stage.
 */
public final class RuleMatcher {
    private final int[] selected;
    private final long[] matches;
    private int words;

    /** Makes a matcher for matrices of up to so many rules. */
    public RuleMatcher(final int maxRules) {
        matches = new long[RuleMatrix.wordsFor(maxRules)];
        selected = new int[Slot.FIRST_OPEN + 2 * Limits.RULE_LABELS + 2 * Limits.RULE_CALENDARS];
    }

    /** Matches every rule of a matrix against a contact's values. */
    public void match(final RuleMatrix matrix, final ContactValues values) {
        final int[] slots = matrix.slots;
        for (int i = 0; i < slots.length; i++) {
            selected[i] = matrix.rowOffsets[i][values.get(slots[i]) + 1];
        }
        words = matrix.words;
        final long[] rows = matrix.rows;
        final boolean readsRisks = matrix.risks.isRead();
        for (int word = 0; word < words; word++) {
            long left = matrix.every[word];
            for (int i = 0; i < slots.length && left != 0; i++) {
                left &= rows[selected[i] + word];
            }
            matches[word] = readsRisks && left != 0 ? left & riskWord(matrix.risks, values, word) : left;
        }
    }

    static long riskWord(final RuleMatrix.RiskRows risks, final ContactValues values, final int word) {
        long fits = risks.free()[word];
        long barred = 0;
        for (int i = 0; i < values.riskCount(); i++) {
            final int risk = values.risk(i);
            fits |= risks.when()[risk][word];
            barred |= risks.unless()[risk][word];
        }
        return fits & ~barred;
    }

    /** Whether one rule holds. */
    public boolean holds(final int rule) {
        return (matches[rule >> 6] & 1L << rule) != 0;
    }

    /** How many words {@link #word} takes. */
    public int words() {
        return words;
    }

    /** The rules that hold, 64 at a time: bit {@code b} of word {@code w} is rule {@code 64 * w + b}. */
    public long word(final int word) {
        return matches[word];
    }
}
