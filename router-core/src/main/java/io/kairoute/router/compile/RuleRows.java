package io.kairoute.router.compile;

import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.table.Hierarchy;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that name each value of one slot, as a row of one bit per rule.
 *
 * <p>A rule that names a region or language means all below it too. Each such value takes over the row of the nearest value around it,
 * which has taken over those around it before. So the work is one row per value, however many rules name a value and however many
 * values lie below it.
 *
 * <p>Thread-confined: owned by the compiler.
 */
final class RuleRows {
    private static final long[] NOBODY = {};

    private final long[][] rows;

    private RuleRows(final int valueCount) {
        rows = new long[valueCount][];
        Arrays.fill(rows, NOBODY);
    }

    /**
     * Reads one half of every rule.
     *
     * @param halves what each rule asks for, or what it bars
     * @param hierarchy of the slot's values; null where they have none
     */
    static RuleRows of(
            final List<Map<Integer, ValueRanges>> halves,
            final int slot,
            final int valueCount,
            final @Nullable Hierarchy hierarchy) {
        final RuleRows all = new RuleRows(valueCount);
        final int words = RuleMatrix.wordsFor(halves.size());
        for (int i = 0; i < halves.size(); i++) {
            final @Nullable ValueRanges named = halves.get(i).get(slot);
            if (named != null) {
                final int rule = i;
                named.forEach(value -> all.add(value, rule, words));
            }
        }
        if (hierarchy != null) {
            all.takeOver(hierarchy);
        }
        return all;
    }

    /** Whether no rule names a value. */
    boolean isEmpty(final int value) {
        return rows[value].length == 0;
    }

    /** The row of a value; of length 0 where no rule names it. Not to be written to. */
    long[] get(final int value) {
        return rows[value];
    }

    private void add(final int value, final int rule, final int words) {
        if (isEmpty(value)) {
            rows[value] = new long[words];
        }
        rows[value][rule >> 6] |= 1L << rule;
    }

    private void takeOver(final Hierarchy hierarchy) {
        final BitSet isDone = new BitSet(rows.length);
        for (int value = 0; value < rows.length; value++) {
            takeOver(value, hierarchy, isDone);
        }
    }

    // As deep as values lie inside each other: a text of 255 bytes has at most 128 levels.
    private void takeOver(final int value, final Hierarchy hierarchy, final BitSet isDone) {
        final int wider = hierarchy.wider(value);
        if (isDone.get(value) || wider == Hierarchy.NONE) {
            return;
        }
        isDone.set(value);
        takeOver(wider, hierarchy, isDone);
        if (isEmpty(value)) {
            rows[value] = rows[wider];
            return;
        }
        for (int word = 0; word < rows[wider].length; word++) {
            rows[value][word] |= rows[wider][word];
        }
    }
}
