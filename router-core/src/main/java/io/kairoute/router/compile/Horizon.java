package io.kairoute.router.compile;

import io.kairoute.router.clock.ZoneOffsets;
import java.time.Duration;

/**
 * The years over which calendars are compiled to intervals; outside of them the wall-clock rule decides, with the same
 * result.
 *
 * @param fromMs where they start, milliseconds since 1970
 * @param untilMs where they end
 */
public record Horizon(long fromMs, long untilMs) {
    private static final long BEFORE_MS = Duration.ofDays(400).toMillis();
    private static final long AFTER_MS = Duration.ofDays(800).toMillis();

    /** The horizon that suits a table published at an instant: a year back for replays, two years ahead. */
    public static Horizon around(final long nowMs) {
        return new Horizon(
                Math.max(ZoneOffsets.FROM_MS, nowMs - BEFORE_MS), Math.min(ZoneOffsets.UNTIL_MS, nowMs + AFTER_MS));
    }
}
