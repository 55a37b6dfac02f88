package io.kairoute.router.rule;

import io.kairoute.router.Limits;

/**
 * Finds the rules of one matrix that hold for one contact.
 *
 * <p>Of a thousand rules one or two hold, so most words of a contact's rows have no bit in common. Which words can have one is
 * known from the rows' summaries alone; the others are not looked at.
 *
 * <p>Thread-confined: owned by its stage.
 */
public final class RuleMatcher {
    /** No rule, or no further one. */
    public static final int NONE = -1;

    private final int[] selected;
    private final long[] matches;
    // Which words of matches hold a rule; the others are what an earlier contact left there.
    private long held;

    /** Makes a matcher for matrices of up to so many rules. */
    public RuleMatcher(final int maxRules) {
        matches = new long[RuleMatrix.wordsFor(maxRules)];
        selected = new int[Slot.FIRST_OPEN + 2 * Limits.RULE_LABELS + 2 * Limits.RULE_CALENDARS];
    }

    /** Matches every rule of a matrix against a contact's values. */
    public void match(final RuleMatrix matrix, final ContactValues values) {
        final int[] slots = matrix.slots;
        final long[] rows = matrix.rows;
        long possible = matrix.summary;
        for (int i = 0; i < slots.length; i++) {
            final int row = matrix.row(i, values.get(slots[i]));
            selected[i] = row;
            possible &= rows[row];
        }
        held = 0;
        final boolean readsRisks = matrix.risks.isRead();
        for (long words = possible; words != 0; words &= words - 1) {
            final int word = Long.numberOfTrailingZeros(words);
            long left = matrix.every[word];
            for (int i = 0; i < slots.length; i++) {
                left &= matrix.word(selected[i], word);
            }
            if (readsRisks && left != 0) {
                left &= riskWord(matrix.risks, values, word);
            }
            if (left != 0) {
                matches[word] = left;
                held |= 1L << word;
            }
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
        return (held & 1L << (rule >> 6)) != 0 && (matches[rule >> 6] & 1L << rule) != 0;
    }

    /** The first rule that holds, or {@link #NONE}. */
    public int first() {
        return firstOf(held);
    }

    /** The first rule behind one that holds, or {@link #NONE}. */
    public int next(final int rule) {
        final int word = rule >> 6;
        final long rest = matches[word] & -2L << rule;
        return rest != 0 ? word * Long.SIZE + Long.numberOfTrailingZeros(rest) : firstOf(held & -2L << word);
    }

    private int firstOf(final long words) {
        if (words == 0) {
            return NONE;
        }
        final int word = Long.numberOfTrailingZeros(words);
        return word * Long.SIZE + Long.numberOfTrailingZeros(matches[word]);
    }
}
