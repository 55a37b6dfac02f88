package io.kairoute.gateway.tally;

import java.util.Arrays;
import java.util.List;

/**
 * What was counted of a tenant up to one second, for any thread to read. Its counters go on counting behind that second.
 *
 * @param second the last second that is over, since 1970 by the tally's clock
 * @param aheadMs how far the tally's clock is ahead of the wall clock, which was set back so far
 * @param knownSince from which second on decisions were counted, here or in the log that was read back
 * @param all the counters; places from {@code count} on are not to be read
 * @param count how many there are
 * @param live by live occasion, the contacts that a live one decided and that it fits: first the occasion, second its own id
 * @param recent the last decisions, the newest first
 * @param isFull whether there were more words than are counted one by one
 * @param lastLostSecond when the log lost a decision last; 0 for never
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record TallySnapshot(
        long second,
        long aheadMs,
        long knownSince,
        Counter[] all,
        int count,
        List<Counter> live,
        List<RecentDecision> recent,
        boolean isFull,
        long lastLostSecond) {
    private static final long MS_PER_SECOND = 1_000;

    /** The counters, in the order in which they came. */
    public List<Counter> counters() {
        return Arrays.asList(all).subList(0, count);
    }

    /** The counters of one kind. */
    public List<Counter> counters(final RateKind kind) {
        return counters().stream().filter(counter -> counter.kind() == kind).toList();
    }

    /** A second of the tally's clock as the wall clock shows it, milliseconds since 1970. */
    public long wallMs(final long tallySecond) {
        return tallySecond * MS_PER_SECOND - aheadMs;
    }

    /** A time of the wall clock as a second of the tally's clock. */
    public long tallySecond(final long wallMs) {
        return Math.floorDiv(wallMs + aheadMs, MS_PER_SECOND);
    }
}
