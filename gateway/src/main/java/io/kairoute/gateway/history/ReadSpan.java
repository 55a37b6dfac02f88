package io.kairoute.gateway.history;

/**
 * The times that a read looks at; chunks that hold nothing of them are left out. Immutable.
 *
 * @param sinceMs the earliest now of a decision that is wanted
 * @param untilMs the first now that is not wanted any more
 */
public record ReadSpan(long sinceMs, long untilMs) {
    /** Everything. */
    public static final ReadSpan ALL = new ReadSpan(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Everything from then on. */
    public static ReadSpan since(final long sinceMs) {
        return new ReadSpan(sinceMs, Long.MAX_VALUE);
    }

    /** Whether decisions from the earliest to the latest may hold one that is wanted. */
    boolean touches(final long earliestMs, final long latestMs) {
        return latestMs >= sinceMs && earliestMs < untilMs;
    }
}
