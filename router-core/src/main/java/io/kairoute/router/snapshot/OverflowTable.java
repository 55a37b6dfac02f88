package io.kairoute.router.snapshot;

/**
 * Every overflow list of a table, equal ones once, addressed by number. Immutable; arrays are not to be written.
 *
 * @param first by list, its first rule; one more entry than lists, so that the next list's first ends this one
 * @param waitOverMs by rule, the wait that must be exceeded; {@link #NOT_ASKED} where it is not asked
 * @param depthOver by rule, the depth that must be exceeded; {@link #NOT_ASKED} where it is not asked
 * @param noAgents by rule, {@link #NOT_ASKED}, 0 for false or 1 for true
 * @param closed by rule, {@link #NOT_ASKED}, 0 for false or 1 for true
 * @param to by rule, the queue to move to
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record OverflowTable(int[] first, long[] waitOverMs, int[] depthOver, byte[] noAgents, byte[] closed, int[] to) {
    /** A condition that the rule does not have. */
    public static final int NOT_ASKED = -1;
}
