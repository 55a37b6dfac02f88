package io.kairoute.gateway.control;

import java.util.random.RandomGenerator;

/**
 * How long to rest before something is tried again that failed: a second, twice as long each time, five minutes at most, and by
 * chance up to a tenth less, so that nodes do not all try at once. Thread-safe where its source of chance is.
 */
final class RetryPauses {
    private static final long FIRST_MS = 1_000;
    private static final long MOST_MS = 5 * 60 * 1_000;
    private static final int MOST_DOUBLINGS = 9;

    private final RandomGenerator chance;

    RetryPauses(final RandomGenerator chance) {
        this.chance = chance;
    }

    /** The rest after so many failures, from 1, in milliseconds. */
    long afterMs(final int failures) {
        final long pauseMs = Math.min(MOST_MS, FIRST_MS << Math.min(failures - 1, MOST_DOUBLINGS));
        return pauseMs - chance.nextLong(pauseMs / 10 + 1);
    }
}
