package io.kairoute.gateway.tally;

import java.util.concurrent.TimeUnit;

/**
 * The clock that a tally counts by: it goes with the wall clock, and never back.
 *
 * <p>Where the wall clock is set ahead, time has passed, as when the machine slept: what was counted before is as old as the wall clock
 * says. Where it is set back, this clock goes on by the ticker, and is ahead of the wall clock from then on; so what was counted a
 * minute ago stays a minute old. Thread-confined: owned by the counting thread.
 */
final class TallyClock {
    /** What the wall clock may go another way than the ticker without having been set. */
    private static final long TOLERANCE_MS = 2_000;

    private long nowMs;
    private long wallMs;
    private long tickedNs;

    /** Begins with what the wall clock shows. */
    TallyClock(final long wallMs, final long tickerNs) {
        nowMs = wallMs;
        this.wallMs = wallMs;
        tickedNs = tickerNs;
    }

    /** Goes on; gives milliseconds since 1970. */
    long advance(final long newWallMs, final long tickerNs) {
        final long tickedMs = TimeUnit.NANOSECONDS.toMillis(tickerNs - tickedNs);
        final long wentMs = newWallMs - wallMs;
        final boolean isSetBack = wentMs < tickedMs - TOLERANCE_MS;
        nowMs += Math.max(0, isSetBack ? tickedMs : wentMs);
        wallMs = newWallMs;
        tickedNs = tickerNs;
        return nowMs;
    }

    /** How far it is ahead of the wall clock. */
    long aheadMs() {
        return nowMs - wallMs;
    }
}
