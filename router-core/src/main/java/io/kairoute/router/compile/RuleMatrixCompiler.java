package io.kairoute.router.compile;

import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.rule.Slot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

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
    private final VocabularyCompiler values;
    private long[] rows = new long[1 << 10];
    private int rowsLength;

    /** Offsets of the rows there are, plus one, by the hash of their words; a power of two, at most half full. */
    private int[] offsetByHash = new int[1 << 10];

    private int rowCount;

    private RuleMatrixCompiler(final List<SlotConditions> rules, final VocabularyCompiler values) {
        this.rules = rules;
        this.values = values;
        words = RuleMatrix.wordsFor(rules.size());
    }

    /** Compiles rules over the values that a concluded vocabulary knows. */
    static RuleMatrix compile(final List<SlotConditions> rules, final VocabularyCompiler values) {
        return new RuleMatrixCompiler(rules, values).compile();
    }

    private RuleMatrix compile() {
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
        final int[][] rowOffsets =
                Arrays.stream(slots).mapToObj(this::compileSlot).toArray(int[][]::new);
        return new RuleMatrix(
                rules.size(),
                slots,
                rowOffsets,
                Arrays.copyOf(rows, rowsLength),
                readsRisks ? compileRisks() : RuleMatrix.RiskRows.NONE);
    }

    private int[] compileSlot(final int slot) {
        final RuleRows when = rowsOf(slot, SlotConditions::when);
        final RuleRows unless = rowsOf(slot, SlotConditions::unless);
        final long[] free = freeRow(slot);
        final int[] offsets = new int[values.count(slot) + 1];
        offsets[0] = intern(free);
        for (int value = 0; value < offsets.length - 1; value++) {
            offsets[value + 1] = when.isEmpty(value) && unless.isEmpty(value)
                    ? offsets[0]
                    : intern(folded(free, when.get(value), unless.get(value)));
        }
        return offsets;
    }

    private static long[] folded(final long[] free, final long[] when, final long[] unless) {
        final long[] row = free.clone();
        for (int word = 0; word < when.length; word++) {
            row[word] |= when[word];
        }
        for (int word = 0; word < unless.length; word++) {
            row[word] &= ~unless[word];
        }
        return row;
    }

    private RuleMatrix.RiskRows compileRisks() {
        final long[] none = new long[words];
        return new RuleMatrix.RiskRows(
                freeRow(Slot.RISK),
                everyRow(rowsOf(Slot.RISK, SlotConditions::when), none),
                everyRow(rowsOf(Slot.RISK, SlotConditions::unless), none));
    }

    private long[][] everyRow(final RuleRows named, final long[] none) {
        final long[][] every = new long[values.count(Slot.RISK)][];
        Arrays.setAll(every, value -> named.isEmpty(value) ? none : named.get(value));
        return every;
    }

    private RuleRows rowsOf(final int slot, final Function<SlotConditions, Map<Integer, ValueRanges>> half) {
        return RuleRows.of(rules.stream().map(half).toList(), slot, values.count(slot), values.hierarchy(slot));
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
