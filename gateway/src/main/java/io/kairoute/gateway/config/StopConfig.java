package io.kairoute.gateway.config;

/**
 * How the node stops. Immutable.
 *
 * @param drainMs time between not being ready and taking no more calls
 * @param graceMs time that calls in flight get to finish
 */
public record StopConfig(long drainMs, long graceMs) {
    private static final long MAX_MS = 300_000;

    /** Checks the ranges. */
    public StopConfig {
        Invalid.within(Property.STOP_DRAIN, drainMs, 0, MAX_MS);
        Invalid.within(Property.STOP_GRACE, graceMs, 0, MAX_MS);
    }

    static StopConfig of(final Settings settings) {
        return new StopConfig(settings.durationMs(Property.STOP_DRAIN), settings.durationMs(Property.STOP_GRACE));
    }
}
