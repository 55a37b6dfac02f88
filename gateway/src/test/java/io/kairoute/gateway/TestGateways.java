package io.kairoute.gateway;

import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import java.util.EnumMap;
import java.util.Map;

/** Configurations for gateways that tests start: loopback, free ports, one event loop. */
public final class TestGateways {
    private TestGateways() {}

    /** The configuration, with these properties laid over. */
    public static GatewayConfig config(final Map<Property, String> over) {
        final Map<Property, String> flags = new EnumMap<>(Map.of(
                Property.ROUTE_PORT, "0",
                Property.ADMIN_PORT, "0",
                Property.EVENT_LOOPS, "1",
                // A cold virtual machine on a busy one may take longer for its first calls than a call may take.
                Property.ROUTE_SERVER_DEADLINE, "10s"));
        flags.putAll(over);
        return ConfigLoader.load(null, Map.of(), flags).config();
    }
}
