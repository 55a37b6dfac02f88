package io.kairoute.router.live;

/**
 * What a platform last reported of one queue.
 *
 * @param queue the id of the queue
 * @param atMs when it was so, milliseconds since 1970
 * @param expectedWaitMs the wait to expect, milliseconds; -1 for not known
 * @param depth contacts waiting; -1 for not known
 * @param available agents free; -1 for not known
 */
public record QueueState(String queue, long atMs, long expectedWaitMs, int depth, int available) {
    /** A figure that was not reported. */
    public static final int UNKNOWN = -1;

    /** How far ahead of the clock a report may be, milliseconds: clocks differ by less. */
    public static final long MOST_AHEAD_MS = 60_000;
}
