package io.kairoute.gateway.tally;

/**
 * How long something is counted in which steps, and where that stands in a {@link Counter}'s ring.
 *
 * <p>Each ring holds more steps than are read, so that a reader never meets the step that is being cleared for the next turn.
 */
public enum Span {
    /** Two minutes, by the second. */
    SECONDS(1, 120, 128, 0),
    /** Three hours, by the minute. */
    MINUTES(60, 180, 192, 128),
    /** A week, by the hour, with the same hour of a week ago. */
    HOURS(3_600, 169, 176, 320);

    /** The places of all three. */
    static final int PLACES = 496;

    private final int stepS;
    private final int most;
    private final int size;
    private final int first;

    Span(final int stepS, final int most, final int size, final int first) {
        this.stepS = stepS;
        this.most = most;
        this.size = size;
        this.first = first;
    }

    /** The length of a step, seconds. */
    public int stepS() {
        return stepS;
    }

    /** How many steps can be read, the one that is not over included. */
    public int most() {
        return most;
    }

    /** The step that a second since 1970 is in, counted from 1970. */
    public long step(final long second) {
        return second / stepS;
    }

    /** The place of a step in the ring. */
    int place(final long step) {
        return first + (int) (step % size);
    }

    /** How many steps have a place. */
    int size() {
        return size;
    }
}
