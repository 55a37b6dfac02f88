package io.kairoute.gateway.history;

/**
 * How a decision log is kept. Immutable.
 *
 * @param ringBytes the ring of each router, a power of two
 * @param chunkBytes from which size on a chunk is full
 * @param retentionMs for how long a chunk is kept
 * @param mostBytes how much one tenant's chunks may hold together
 */
public record DecisionLogSettings(int ringBytes, long chunkBytes, long retentionMs, long mostBytes) {
    /** Rings of 8 MiB, chunks of 64 MiB, 30 days, 20 GiB. */
    public static final DecisionLogSettings DEFAULT =
            new DecisionLogSettings(8 << 20, 64L << 20, 30L * 24 * 60 * 60 * 1_000, 20L << 30);
}
