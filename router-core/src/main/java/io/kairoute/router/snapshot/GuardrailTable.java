package io.kairoute.router.snapshot;

/**
 * The bounds of one table. Immutable; arrays are not to be written. A bound that is not set is the widest possible.
 *
 * @param floorPriority by occasion
 * @param ceilingPriority by occasion
 * @param ceilingSlaMs by occasion
 * @param capPriority by tier
 * @param capEffort by tier
 * @param cappedQueues by tier, one bit per queue that the tier may not use; empty for none
 * @param insteadQueue by tier, the queue that stands in
 * @param admittedQueues by occasion, one bit per queue that no cap takes away; empty for none
 * @param protectionRow by protection, its treatment or none
 * @param protectionFloor by protection, its least priority; 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record GuardrailTable(
        int[] floorPriority,
        int[] ceilingPriority,
        long[] ceilingSlaMs,
        int[] capPriority,
        int[] capEffort,
        long[][] cappedQueues,
        int[] insteadQueue,
        long[][] admittedQueues,
        int[] protectionRow,
        int[] protectionFloor) {}
