package io.kairoute.router.rule;

import java.util.Arrays;

/**
 * Many rules over the same attributes, as one row of bits per attribute value.
 *
 * <p>The problem: a thousand rules, a microsecond, and no order of rows that may matter for cost. The choice: bit
 * {@code r} of the row of value {@code v} says whether rule {@code r} can hold when its attribute has value {@code v},
 * with {@code when} and {@code unless} folded in, so the rules that hold are the AND of one row per attribute. Most values
 * are named by a rule or two, so a row is stored packed: a summary, of which bit {@code w} says whether word {@code w} of the
 * row has a bit at all, and the words that have one. The AND of the summaries tells which words are worth reading, and a
 * thousand rules with their values fit into a near cache. Where a rule stands, and how many values it lists, is gone by then.
 * Equal rows are stored once.
 *
 * <p>Risks are a set, so their rows are kept apart: a rule's {@code when} holds if any risk fits, its {@code unless} bars
 * it if any does.
 *
 * <p>Immutable.
 */
public final class RuleMatrix {
    private static final int BITS = Long.SIZE;

    final int[] slots;
    // Where in rowOffsets the rows of each slot stand; the first is that of NO_VALUE, that of value v is v + 1 behind
    // it.
    final int[] firstRow;
    final int[] rowOffsets;
    final long[] rows;
    final long[] every;
    final long summary;
    final RiskRows risks;

    /**
     * Makes a matrix of compiled rows.
     *
     * @param ruleCount how many rules there are
     * @param slots the slots that some rule reads, {@link Slot#RISK} apart
     * @param rowOffsets for each of these, by value + 1, where in {@code rows} the value's row starts; position 0 is the
     *     row of {@link Slot#NO_VALUE}
     * @param rows the rows, each as {@link #pack} makes it
     * @param risks the rows of risks
     */
    public RuleMatrix(
            final int ruleCount, final int[] slots, final int[][] rowOffsets, final long[] rows, final RiskRows risks) {
        this.slots = slots.clone();
        firstRow = new int[slots.length];
        for (int i = 1; i < slots.length; i++) {
            firstRow[i] = firstRow[i - 1] + rowOffsets[i - 1].length;
        }
        this.rowOffsets = Arrays.stream(rowOffsets).flatMapToInt(Arrays::stream).toArray();
        this.rows = rows;
        this.risks = risks;
        every = new long[wordsFor(ruleCount)];
        Arrays.fill(every, -1L);
        if (ruleCount % BITS != 0) {
            every[every.length - 1] = (1L << ruleCount) - 1;
        }
        summary = every.length == 0 ? 0 : -1L >>> (BITS - every.length);
    }

    /** The words of a row of so many bits, up to 64, so that one word can sum them up. */
    public static int wordsFor(final int ruleCount) {
        return (ruleCount + BITS - 1) / BITS;
    }

    /** Whether a rule can hold with a contact's value in one slot; true for a slot that no rule reads. */
    public boolean allows(final int slot, final ContactValues values, final int rule) {
        if (slot == Slot.RISK) {
            return !risks.isRead() || isSet(RuleMatcher.riskWord(risks, values, rule >> 6), rule);
        }
        final int index = indexOf(slot);
        return index < 0 || has(row(index, values.get(slot)), rule);
    }

    /** Whether a rule asks for some value in a slot, rather than only barring some. */
    public boolean asksFor(final int slot, final int rule) {
        if (slot == Slot.RISK) {
            return !isSet(risks.free()[rule >> 6], rule);
        }
        final int index = indexOf(slot);
        return index >= 0 && !has(row(index, Slot.NO_VALUE), rule);
    }

    /** Whether a rule's outcome hangs on risks, asked for or barred. */
    public boolean readsRisks(final int rule) {
        if (!risks.isRead()) {
            return false;
        }
        boolean isRead = !isSet(risks.free()[rule >> 6], rule);
        for (final long[] barred : risks.unless()) {
            isRead |= isSet(barred[rule >> 6], rule);
        }
        return isRead;
    }

    /** A row as it is stored: a summary, and those of its words that are not 0. */
    public static long[] pack(final long[] row) {
        final long[] packed = new long[1 + row.length];
        int length = 1;
        for (int word = 0; word < row.length; word++) {
            if (row[word] != 0) {
                packed[0] |= 1L << word;
                packed[length++] = row[word];
            }
        }
        return Arrays.copyOf(packed, length);
    }

    /** The longs that a packed row takes, by its summary. */
    public static int packedLength(final long summary) {
        return 1 + Long.bitCount(summary);
    }

    /** Where the row of a value starts, in the slot at an index. */
    int row(final int index, final int value) {
        return rowOffsets[firstRow[index] + value + 1];
    }

    /** A word of the packed row at an offset; its summary has it. */
    long word(final int row, final int word) {
        return rows[row + packedLength(rows[row] & (1L << word) - 1)];
    }

    private boolean has(final int row, final int rule) {
        final int word = rule >> 6;
        return isSet(rows[row], word) && isSet(word(row, word), rule);
    }

    private static boolean isSet(final long word, final int bit) {
        return (word & 1L << bit) != 0;
    }

    private int indexOf(final int slot) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == slot) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The rows of risks, by the value of a risk.
     *
     * @param free the rules that ask for no risk
     * @param when for each value, the rules that ask for it
     * @param unless for each value, the rules that it bars
     */
    @SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
    public record RiskRows(long[] free, long[][] when, long[][] unless) {
        /** No rule reads risks. */
        public static final RiskRows NONE = new RiskRows(new long[0], new long[0][], new long[0][]);

        /** Whether some rule reads risks. */
        public boolean isRead() {
            return free.length > 0;
        }
    }
}
