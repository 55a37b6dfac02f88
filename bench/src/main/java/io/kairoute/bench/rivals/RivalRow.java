package io.kairoute.bench.rivals;

import io.kairoute.bench.subject.BenchTable;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One row of the decision table: four inputs, two outputs. The rivals are told the tier; Kairoute and the router by hand
 * have to find the customer.
 *
 * @param intent the intent asked for
 * @param channel the channel asked for
 * @param product the product asked for
 * @param tiers the tiers, one of which is asked for
 * @param queue the queue it leads to
 * @param priority the priority it gives
 */
record RivalRow(String intent, String channel, String product, List<String> tiers, String queue, int priority) {
    /** The channel of every contact. */
    static final String VOICE = "VOICE";
    /** The tier of every contact. */
    static final String TIER = "gold";

    private static final int DRAWN = 1 << 14;
    private static final long SEED = 20_261_130;

    /** The rows of {@link BenchTable}'s table of so many rules. */
    static List<RivalRow> table(final int rows) {
        return IntStream.range(0, rows).mapToObj(RivalRow::of).toList();
    }

    /** The rows that contacts meet while an engine is timed: drawn from the whole table, from a fixed seed. */
    static int[] drawn(final int rows) {
        final SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, DRAWN).map(i -> random.nextInt(rows)).toArray();
    }

    /** Each row once, in the table's order. */
    static int[] each(final int rows) {
        return IntStream.range(0, rows).toArray();
    }

    static RivalRow of(final int row) {
        return new RivalRow(
                "i" + row,
                VOICE,
                "p" + row,
                List.of(TIER, "standard"),
                BenchTable.queueOf(row),
                BenchTable.priorityOf(row));
    }
}
