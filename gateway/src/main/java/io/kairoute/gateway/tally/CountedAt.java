package io.kairoute.gateway.tally;

/**
 * The second that is counted in, and where in a {@link Counter}'s ring it has its places. Thread-confined: owned by whoever counts.
 */
final class CountedAt {
    private long second;
    private int secondAt;
    private int minuteAt;
    private int hourAt;

    /** Begins at a second since 1970. */
    CountedAt(final long second) {
        set(second);
    }

    /** Goes to a second. */
    void set(final long to) {
        second = to;
        secondAt = Span.SECONDS.place(to);
        minuteAt = Span.MINUTES.place(Span.MINUTES.step(to));
        hourAt = Span.HOURS.place(Span.HOURS.step(to));
    }

    long second() {
        return second;
    }

    int secondAt() {
        return secondAt;
    }

    int minuteAt() {
        return minuteAt;
    }

    int hourAt() {
        return hourAt;
    }
}
