package io.kairoute.bench.rivals;

/**
 * What one engine took for one table and position.
 *
 * @param engine which
 * @param rows how many rows the table has
 * @param position where the row stands that the contacts meet
 * @param ns nanoseconds for one decision, the median over batches
 * @param leastNs the fastest batch
 */
public record RivalTiming(String engine, int rows, String position, double ns, double leastNs) {}
