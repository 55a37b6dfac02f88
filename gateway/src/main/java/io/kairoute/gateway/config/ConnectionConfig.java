package io.kairoute.gateway.config;

/**
 * What one connection is held to. Immutable.
 *
 * @param idleMs how long it may be silent
 * @param headMs how long the head of a request, or one frame of HTTP/2, may take to arrive
 * @param maxAgeMs how old it may get; 0 for as old as it likes
 * @param graceMs how long its calls may take to finish when it is too old
 * @param unreadMs how long an answer may stay unread
 */
public record ConnectionConfig(long idleMs, long headMs, long maxAgeMs, long graceMs, long unreadMs) {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final long LEAST_HEAD_MS = 100;

    /** Checks the ranges. */
    public ConnectionConfig {
        Invalid.within(Property.ROUTE_IDLE_TIMEOUT, idleMs, SECOND_MS, DAY_MS);
        Invalid.within(Property.ROUTE_HEAD_TIMEOUT, headMs, LEAST_HEAD_MS, 5 * MINUTE_MS);
        if (maxAgeMs != 0) {
            Invalid.within(Property.ROUTE_MAX_CONNECTION_AGE, maxAgeMs, SECOND_MS, 7 * DAY_MS);
        }
        Invalid.within(Property.ROUTE_CONNECTION_GRACE, graceMs, 0, HOUR_MS);
        Invalid.within(Property.ROUTE_UNREAD_TIMEOUT, unreadMs, SECOND_MS, HOUR_MS);
    }

    static ConnectionConfig of(final Settings settings) {
        return new ConnectionConfig(
                settings.durationMs(Property.ROUTE_IDLE_TIMEOUT),
                settings.durationMs(Property.ROUTE_HEAD_TIMEOUT),
                settings.durationMs(Property.ROUTE_MAX_CONNECTION_AGE),
                settings.durationMs(Property.ROUTE_CONNECTION_GRACE),
                settings.durationMs(Property.ROUTE_UNREAD_TIMEOUT));
    }
}
