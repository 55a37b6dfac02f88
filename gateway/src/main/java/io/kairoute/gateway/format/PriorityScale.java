package io.kairoute.gateway.format;

/**
 * A platform's scale of priority. Immutable.
 *
 * @param atLowest the platform's number for our 0
 * @param atHighest the platform's number for our 100; below {@code atLowest} where a platform counts the other way
 */
public record PriorityScale(long atLowest, long atHighest) {
    /** Our own scale: 0 to 100, high first. */
    public static final PriorityScale OURS = new PriorityScale(0, 100);

    private static final int HIGHEST = 100;

    /** The platform's number for a priority, rounded to the nearest, halves away from zero. */
    public long of(final int priority) {
        final long product = (atHighest - atLowest) * priority;
        final long half = product < 0 ? -HIGHEST / 2 : HIGHEST / 2;
        return atLowest + (product + half) / HIGHEST;
    }
}
