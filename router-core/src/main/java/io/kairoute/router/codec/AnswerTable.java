package io.kairoute.router.codec;

import io.kairoute.router.key.ByteKeyIndex;

/**
 * Everything that answers say of one table, as ready pieces of a pool. Immutable; arrays are not to be written.
 *
 * @param pool holds the pieces
 * @param occasion by occasion, then by where it came from and the band, all three: source times bands plus band
 * @param job by occasion, its job
 * @param tier by tier, then by what it was found by, both
 * @param queue by queue, its id
 * @param platforms the platforms that some queue has a name on
 * @param queueRef by queue, then by platform, the name; or the piece of nothing
 * @param script by script, then by variant, its id and the language
 * @param message by message, its id
 * @param ladder by ladder number, all its steps
 * @param ladderQueues by ladder number, the queue that each step moves to, or {@link #STAYS}
 * @param selectors by number of selectors, all of them
 * @param experiment by experiment, its id and unit
 * @param arm by experiment, then by arm, its id
 * @param signalRule by signal rule, its id
 * @param tuningRule by tuning rule, its id
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record AnswerTable(
        PiecePool pool,
        long[][] occasion,
        long[] job,
        long[][] tier,
        long[] queue,
        ByteKeyIndex platforms,
        long[][] queueRef,
        long[][] script,
        long[] message,
        long[] ladder,
        int[][] ladderQueues,
        long[] selectors,
        long[] experiment,
        long[][] arm,
        long[] signalRule,
        long[] tuningRule) {
    /** In place of a queue: the step leaves the contact where it is. */
    public static final int STAYS = -1;
}
