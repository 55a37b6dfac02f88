package io.kairoute.gateway.console.session;

import java.util.function.LongSupplier;

/**
 * Says when sessions end. A clock that only goes forward decides; the one on the wall says what people are told. Immutable.
 *
 * @param idleMs how long one lasts that nobody uses
 * @param longestMs how long any lasts
 * @param monotonic goes forward only, in milliseconds
 * @param wall milliseconds since 1970
 */
record SessionTimes(long idleMs, long longestMs, LongSupplier monotonic, LongSupplier wall) {
    long monotonicMs() {
        return monotonic.getAsLong();
    }

    /** Whether a session is over. */
    boolean isOver(final Session session) {
        final long nowMs = monotonicMs();
        return nowMs - session.begunMs() >= longestMs || nowMs - session.usedMs() >= idleMs;
    }

    /** When a session ends however it is used, milliseconds since 1970. */
    long endMs(final Session session) {
        return wall.getAsLong() + session.begunMs() + longestMs - monotonicMs();
    }

    long longestSeconds() {
        return longestMs / 1_000;
    }
}
