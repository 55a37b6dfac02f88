package io.kairoute.router.compile;

import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.rule.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns rules into rows of bits.
 *
 * <p>The row of a value starts as the row of no value (the rules that ask nothing of the slot), gains the rules whose
 * {@code when} lists the value, and loses those whose {@code unless} does. Slots that most rules read come first, since
 * their rows leave the fewest rules for the rest.
 */
final class RuleMatrixCompiler {
    /** Spreads neighbouring bits: 2 to the 64th over the golden ratio, made odd. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int words;
    private final List<SlotConditions> rules;
    private long[] rows = new long[1 << 10];
    private int rowsLength;

    /** Offsets of the rows there are, plus one, by the hash of their words; a power of two, at most half full. */
    private int[] offsetByHash = new int[1 << 10];

    private int rowCount;

    private RuleMatrixCompiler(final List<SlotConditions> rules) {
        this.rules = rules;
        words = RuleMatrix.wordsFor(rules.size());
    }

    /**
     * Compiles rules.
     *
     * @param valueCounts by slot, how many values it has
     */
    static RuleMatrix compile(final List<SlotConditions> rules, final Map<Integer, Integer> valueCounts) {
        return new RuleMatrixCompiler(rules).compile(valueCounts);
    }

    private RuleMatrix compile(final Map<Integer, Integer> valueCounts) {
        final Map<Integer, Integer> readers = new TreeMap<>();
        for (final SlotConditions rule : rules) {
            rule.when().keySet().forEach(slot -> readers.merge(slot, 1, Integer::sum));
            rule.unless().keySet().forEach(slot -> readers.merge(slot, 1, Integer::sum));
        }
        final boolean readsRisks = readers.remove(Slot.RISK) != null;
        final int[] slots = readers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .mapToInt(Map.Entry::getKey)
                .toArray();
        final int[][] rowOffsets = new int[slots.length][];
        for (int i = 0; i < slots.length; i++) {
            rowOffsets[i] = compileSlot(slots[i], valueCounts.getOrDefault(slots[i], 0));
        }
        return new RuleMatrix(
                rules.size(),
                slots,
                rowOffsets,
                Arrays.copyOf(rows, rowsLength),
                readsRisks ? compileRisks(valueCounts.getOrDefault(Slot.RISK, 0)) : RuleMatrix.RiskRows.NONE);
    }

    private int[] compileSlot(final int slot, final int valueCount) {
        final List<List<Integer>> when = rulesByValue(valueCount, slot, true);
        final List<List<Integer>> unless = rulesByValue(valueCount, slot, false);
        final long[] free = freeRow(slot);
        final int[] offsets = new int[valueCount + 1];
        offsets[0] = intern(free);
        for (int value = 0; value < valueCount; value++) {
            if (when.get(value).isEmpty() && unless.get(value).isEmpty()) {
                offsets[value + 1] = offsets[0];
            } else {
                final long[] row = free.clone();
                when.get(value).forEach(rule -> row[rule >> 6] |= 1L << rule);
                unless.get(value).forEach(rule -> row[rule >> 6] &= ~(1L << rule));
                offsets[value + 1] = intern(row);
            }
        }
        return offsets;
    }

    private RuleMatrix.RiskRows compileRisks(final int valueCount) {
        final List<List<Integer>> when = rulesByValue(valueCount, Slot.RISK, true);
        final List<List<Integer>> unless = rulesByValue(valueCount, Slot.RISK, false);
        final long[] none = new long[words];
        return new RuleMatrix.RiskRows(freeRow(Slot.RISK), rowsOf(when, none), rowsOf(unless, none));
    }

    private long[][] rowsOf(final List<List<Integer>> rulesByValue, final long[] none) {
        return rulesByValue.stream()
                .map(list -> {
                    if (list.isEmpty()) {
                        return none;
                    }
                    final long[] row = new long[words];
                    list.forEach(rule -> row[rule >> 6] |= 1L << rule);
                    return row;
                })
                .toArray(long[][]::new);
    }

    private List<List<Integer>> rulesByValue(final int valueCount, final int slot, final boolean isWhen) {
        final List<List<Integer>> byValue = new ArrayList<>(valueCount);
        for (int value = 0; value < valueCount; value++) {
            byValue.add(List.of());
        }
        for (int rule = 0; rule < rules.size(); rule++) {
            final Map<Integer, int[]> conditions =
                    isWhen ? rules.get(rule).when() : rules.get(rule).unless();
            for (final int value : conditions.getOrDefault(slot, new int[0])) {
                if (byValue.get(value).isEmpty()) {
                    byValue.set(value, new ArrayList<>(2));
                }
                byValue.get(value).add(rule);
            }
        }
        return byValue;
    }

    /** The rules whose {@code when} asks nothing of a slot. */
    private long[] freeRow(final int slot) {
        final long[] row = new long[words];
        for (int rule = 0; rule < rules.size(); rule++) {
            if (!rules.get(rule).when().containsKey(slot)) {
                row[rule >> 6] |= 1L << rule;
            }
        }
        return row;
    }

    /** Where a row stands; equal rows stand once. The index holds no copy of them, since there may be 100,000. */
    private int intern(final long[] bits) {
        final long[] row = RuleMatrix.pack(bits);
        if (2 * (rowCount + 1) > offsetByHash.length) {
            growIndex();
        }
        final int slot = slotOf(row, 0);
        if (offsetByHash[slot] != 0) {
            return offsetByHash[slot] - 1;
        }
        if (rowsLength + row.length > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(rows.length + (rows.length >> 1), rowsLength + row.length));
        }
        System.arraycopy(row, 0, rows, rowsLength, row.length);
        offsetByHash[slot] = rowsLength + 1;
        rowCount++;
        rowsLength += row.length;
        return rowsLength - row.length;
    }

    /** The slot that holds a row's offset, or the free one where it belongs. */
    private int slotOf(final long[] row, final int from) {
        final int end = from + RuleMatrix.packedLength(row[from]);
        long hash = 0;
        for (int word = from; word < end; word++) {
            hash = Long.rotateLeft(hash ^ row[word], 27) * GOLDEN;
        }
        int slot = (int) (hash ^ hash >>> 32) & offsetByHash.length - 1;
        while (offsetByHash[slot] != 0) {
            final int offset = offsetByHash[slot] - 1;
            if (Arrays.equals(rows, offset, offset + end - from, row, from, end)) {
                return slot;
            }
            slot = slot + 1 & offsetByHash.length - 1;
        }
        return slot;
    }

    private void growIndex() {
        final int[] old = offsetByHash;
        offsetByHash = new int[old.length * 2];
        for (final int entry : old) {
            if (entry != 0) {
                offsetByHash[slotOf(rows, entry - 1)] = entry;
            }
        }
    }
}
