package io.kairoute.gateway.tally;

import java.util.Arrays;

/**
 * The second that is counted in, and where in a {@link Counter}'s ring it has its places. Thread-confined: owned by whoever counts.
 */
final class CountedAt {
    private static final int FIRST_TOUCHED = 1_024;

    private Pending[] touched = new Pending[FIRST_TOUCHED];
    private int touchedCount;
    private long second;
    private int secondAt;
    private int minuteAt;
    private int hourAt;

    /** Begins at a second since 1970. */
    CountedAt(final long second) {
        set(second);
    }

    /** Notes that something is counted in this second. */
    void touched(final Pending pending) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, 2 * touchedCount);
        }
        touched[touchedCount++] = pending;
    }

    /** Puts into the rings what was counted in this second so far. */
    void settle() {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].settle(this);
        }
        Arrays.fill(touched, 0, touchedCount, null);
        touchedCount = 0;
    }

    /** Goes to a second. */
    void set(final long to) {
        settle();
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
