package io.kairoute.router.snapshot;

/**
 * The overrides of one tenant, bound to one table: at most one per queue. Immutable; arrays are not to be written.
 *
 * @param kind by queue, {@link #NONE}, {@link #OPEN}, {@link #CLOSED}, {@link #REDIRECT} or {@link #SURGE}; empty when
 *     there is no override at all
 * @param redirectTo by queue, where {@link #REDIRECT} moves
 * @param fromMs by queue, the first millisecond inside
 * @param untilMs by queue, the first millisecond outside
 */
@SuppressWarnings("ArrayRecordComponent") // compiled form: the arrays are the point, and equality is never asked
public record OverrideTable(byte[] kind, int[] redirectTo, long[] fromMs, long[] untilMs) {
    /** Nothing is held. */
    public static final int NONE = 0;
    /** Taken as it is. */
    public static final int OPEN = 1;
    /** Counts as closed. */
    public static final int CLOSED = 2;
    /** Moves on. */
    public static final int REDIRECT = 3;
    /** Surge treatment. */
    public static final int SURGE = 4;

    /** No override at all. */
    public static final OverrideTable EMPTY = new OverrideTable(new byte[0], new int[0], new long[0], new long[0]);

    /** What holds a queue at an instant. */
    public int kindAt(final int queue, final long nowMs) {
        return kind.length == 0 || nowMs < fromMs[queue] || nowMs >= untilMs[queue] ? NONE : kind[queue];
    }
}
