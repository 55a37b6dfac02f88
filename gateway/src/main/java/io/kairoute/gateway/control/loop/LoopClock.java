package io.kairoute.gateway.control.loop;

import java.time.InstantSource;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The clocks of a control loop. Thread-safe.
 *
 * @param wall what time it is; may be set back or ahead
 * @param ticker when a tick is due; never goes back, and only its differences mean something
 */
public record LoopClock(InstantSource wall, NanoClock ticker) {
    /** This wall clock beside the machine's own ticker. */
    public static LoopClock of(final InstantSource wall) {
        return new LoopClock(wall, SystemNanoClock.INSTANCE);
    }
}
