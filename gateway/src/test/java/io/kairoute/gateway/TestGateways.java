package io.kairoute.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.NodeContents;
import io.kairoute.gateway.node.Served;
import io.kairoute.router.snapshot.TenantDirectory;
import java.util.EnumMap;
import java.util.Map;

/** Nodes that tests start: loopback, free ports, one event loop. */
public final class TestGateways {
    private static final long LONGEST_NS = 20_000_000_000L;

    private TestGateways() {}

    /** The configuration, with these properties laid over. */
    public static GatewayConfig config(final Map<Property, String> over) {
        final Map<Property, String> flags = new EnumMap<>(Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, "1",
                // A cold virtual machine on a busy one may take longer for its first calls than a call may take.
                Property.ROUTE_SERVER_DEADLINE, "10s",
                Property.ROUTE_TURN_BUDGET, "1s",
                Property.ROUTE_COLD_TIME, "0s"));
        flags.putAll(over);
        return ConfigLoader.load(null, Map.of(), flags).config();
    }

    /** A node as the configuration is without more, that routes for these tenants. */
    public static Node start(final TenantDirectory tenants) {
        return start(Map.of(), tenants);
    }

    /** A node that routes for these tenants, with properties laid over. */
    public static Node start(final Map<Property, String> over, final TenantDirectory tenants) {
        return start(over, Served.of(tenants));
    }

    /** A node as the configuration is without more. */
    public static Node start(final NodeContents contents) {
        return start(Map.of(), contents);
    }

    /** A node with properties laid over. */
    public static Node start(final Map<Property, String> over, final NodeContents contents) {
        return Node.of(config(over), contents).start();
    }

    /** The sum of a metric over its labels, or one of them, as a scrape shows it. */
    public static double metric(final Node server, final String name) {
        return server.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Waits until a metric has come to a value; fails where that does not come. */
    public static void awaitMetric(final Node server, final String name, final double value) {
        final long untilNs = System.nanoTime() + LONGEST_NS;
        while (metric(server, name) < value && System.nanoTime() < untilNs) {
            Thread.onSpinWait();
        }
        assertEquals(value, metric(server, name), name);
    }

    /** Fails when an exception was caught where none was expected, or left an event loop. */
    public static void assertNoFault(final Node server) {
        assertEquals(0, metric(server, "kairoute_faults_total"), "unexpected exceptions");
        assertEquals(0, metric(server, "kairoute_faults_uncaught_total"), "exceptions that left an event loop");
    }
}
