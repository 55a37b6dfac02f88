package io.kairoute.node.capacity;

import io.kairoute.router.store.SegmentSets;

/**
 * The nodes that bear what is asked for, one of them more than is needed, and what each of them needs.
 *
 * @param memory the memory of a node
 * @param carrying nodes that bear the busiest second, each with half of its cores to spare
 * @param setBytes disk of a node for the segment sets that are kept, and the one that is written
 * @param decisionBytes disk of a node for its decision log, while one node is away
 * @param tenantDecisionBytes the same, of one tenant
 * @param startMs until a node serves its customers
 */
public record Capacity(
        MemoryNeed memory, int carrying, long setBytes, long decisionBytes, long tenantDecisionBytes, long startMs) {
    /** What has to stay free, or imports are refused; the control log is small beside it. */
    static final long FREE_BYTES = 1L << 30;

    /** Beyond it, a node has nothing left for a slow minute, a collection, an import. */
    private static final double USED_SHARE = 0.5;

    private static final double MILLION = 1e6;

    /** That for a stock and a traffic, of nodes with so many cores. */
    public static Capacity of(final Stock stock, final Traffic traffic, final int cores, final Constants constants) {
        final double perNode = cores * constants.of(Constant.CALLS_PER_CORE) * USED_SHARE;
        final int carrying = (int) Math.max(1, Math.ceil(traffic.busiestPerS() / perNode));
        final long decisionBytes = constants.times(traffic.keptDecisions() / carrying, Constant.LOG_BYTES_PER_DECISION);
        // The active set and the one that a rollback goes to may be none of the newest.
        final int sets = SegmentSets.KEPT + 2;
        return new Capacity(
                MemoryNeed.of(stock, cores, constants),
                carrying,
                sets * stock.fileBytes(constants),
                decisionBytes,
                decisionBytes / stock.tenants(),
                constants.times(1, Constant.START_BASE_MS)
                        + constants.times(stock.keys() / MILLION, Constant.START_MS_PER_MILLION_KEYS));
    }

    /** Nodes in all: one may fail, or be upgraded, and the others bear the busiest second. */
    public int nodes() {
        return carrying + 1;
    }

    /** The disk of a node. */
    public long diskBytes() {
        return setBytes + decisionBytes + FREE_BYTES;
    }
}
