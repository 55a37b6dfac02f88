package io.kairoute.gateway.config;

import io.kairoute.router.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of one node. Immutable.
 *
 * @param dataDir where the node keeps its state; null when none is set
 * @param tenants ids of its tenants
 * @param tables tenant to table file
 * @param eventLoops event loops that route
 * @param route the route listener
 * @param admin the admin listener
 * @param console how the console is served
 * @param identity who may call
 * @param control how changes are taken
 * @param decisions how decisions are logged
 * @param outcomes how outcomes are taken and kept
 * @param log what is logged, and how
 * @param tracing which collector is told of calls
 * @param stop how the node stops
 */
public record GatewayConfig(
        @Nullable Path dataDir,
        List<String> tenants,
        Map<String, Path> tables,
        int eventLoops,
        RouteConfig route,
        AdminConfig admin,
        ConsoleConfig console,
        IdentityConfig identity,
        ControlConfig control,
        DecisionsConfig decisions,
        OutcomesConfig outcomes,
        LogConfig log,
        TracingConfig tracing,
        StopConfig stop) {
    private static final int MAX_EVENT_LOOPS = 256;

    /** Checks ranges, and that tenants are named once. */
    public GatewayConfig {
        tenants = List.copyOf(tenants);
        tables = Map.copyOf(tables);
        Invalid.within(Property.EVENT_LOOPS, eventLoops, 1, MAX_EVENT_LOOPS);
        Invalid.within(Property.TENANTS, tenants.size(), 1, Limits.TENANTS);
        if (new HashSet<>(tenants).size() != tenants.size() || tenants.contains("")) {
            throw new Invalid(Property.TENANTS, "tenants names an id twice or an empty one");
        }
        for (final String tenant : tables.keySet()) {
            if (!tenants.contains(tenant)) {
                throw new Invalid(Property.TABLES, "tables names the tenant " + tenant + ", which tenants does not");
            }
        }
    }

    /** The parts of the configuration whose listeners take credentials in clear text from other machines. */
    public List<String> clearTextListeners() {
        final List<String> names = new ArrayList<>();
        if (!identity.isOpen() && !route.address().isLoopback() && route.tls() == null) {
            names.add("route");
        }
        final Address told = outcomes.address();
        final boolean isReached = !admin.address().isLoopback() || (told != null && !told.isLoopback());
        if (!identity.isOpen() && isReached && admin.tls() == null) {
            names.add("admin");
        }
        return names;
    }

    static GatewayConfig of(final Settings settings) {
        final int loops = settings.integer(Property.EVENT_LOOPS);
        final Map<String, Path> tables = new TreeMap<>();
        settings.map(Property.TABLES)
                .forEach((tenant, file) -> tables.put(tenant, Settings.path(Property.TABLES, file)));
        final RouteConfig route = RouteConfig.of(settings);
        final AdminConfig admin = AdminConfig.of(settings);
        final OutcomesConfig outcomes = OutcomesConfig.of(settings);
        return new GatewayConfig(
                settings.path(Property.DATA_DIR),
                settings.list(Property.TENANTS),
                tables,
                loops == 0 ? Runtime.getRuntime().availableProcessors() : loops,
                route,
                admin,
                ConsoleConfig.of(settings, admin),
                IdentityConfig.of(settings, route.address(), admin.address(), outcomes.address()),
                ControlConfig.of(settings),
                DecisionsConfig.of(settings),
                outcomes,
                LogConfig.of(settings),
                TracingConfig.of(settings),
                StopConfig.of(settings));
    }
}
