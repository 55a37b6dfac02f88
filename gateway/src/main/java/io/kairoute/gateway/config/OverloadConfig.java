package io.kairoute.gateway.config;

/**
 * How much the route listener takes on. Immutable.
 *
 * @param openCalls calls begun and not ended, over all event loops
 * @param connections connections at most
 * @param turnBudgetMs time that one turn of an event loop serves calls while it is overloaded
 * @param coldMs time after it is ready in which a node's code counts as cold
 * @param tenantQuota calls a second of one tenant, over all event loops; 0 for no quota
 */
public record OverloadConfig(int openCalls, int connections, long turnBudgetMs, long coldMs, int tenantQuota) {
    private static final int MAX_OPEN_CALLS = 1 << 20;
    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final long MAX_BUDGET_MS = 1_000;
    private static final long MAX_COLD_MS = 300_000;

    /** Checks the ranges. */
    public OverloadConfig {
        Invalid.within(Property.ROUTE_MAX_OPEN_CALLS, openCalls, 1, MAX_OPEN_CALLS);
        Invalid.within(Property.ROUTE_MAX_CONNECTIONS, connections, 1, MAX_CONNECTIONS);
        Invalid.within(Property.ROUTE_TURN_BUDGET, turnBudgetMs, 1, MAX_BUDGET_MS);
        Invalid.within(Property.ROUTE_COLD_TIME, coldMs, 0, MAX_COLD_MS);
        Invalid.within(Property.ROUTE_TENANT_QUOTA, tenantQuota, 0, Integer.MAX_VALUE);
    }

    static OverloadConfig of(final Settings settings) {
        return new OverloadConfig(
                settings.integer(Property.ROUTE_MAX_OPEN_CALLS),
                settings.integer(Property.ROUTE_MAX_CONNECTIONS),
                settings.durationMs(Property.ROUTE_TURN_BUDGET),
                settings.durationMs(Property.ROUTE_COLD_TIME),
                settings.integer(Property.ROUTE_TENANT_QUOTA));
    }
}
