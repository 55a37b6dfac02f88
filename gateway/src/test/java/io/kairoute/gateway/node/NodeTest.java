package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final TenantDirectory TENANTS = new TenantDirectory(List.of("default"));

    @Test
    void shouldNameThePortInUseAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final int port = taken.getLocalPort();
            final GatewayConfig config = TestGateways.config(Map.of(Property.ROUTE_PORT, Integer.toString(port)));

            final StartException refused = assertThrows(StartException.class, () -> Node.of(config, Served.of(TENANTS))
                    .start());

            assertEquals(
                    "The route port " + port + " on 127.0.0.1 is in use by another process; stop that one, or set"
                            + " route.port (--route-port N) to a free port.",
                    refused.getMessage());
        }
    }

    @Test
    void shouldFreeTheRoutePortWhenTheAdminPortIsInUse() throws Exception {
        final int freePort = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final GatewayConfig config = TestGateways.config(Map.of(
                    Property.ROUTE_PORT, Integer.toString(freePort),
                    Property.ADMIN_PORT, Integer.toString(taken.getLocalPort())));

            assertThrows(StartException.class, () -> Node.of(config, Served.of(TENANTS))
                    .start());

            new ServerSocket(freePort, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void shouldShareOnePortAmongItsEventLoops() {
        try (Node server = TestGateways.start(Map.of(Property.EVENT_LOOPS, "3"), TENANTS)) {
            assertEquals(true, server.routePort() > 0 && server.routePort() != server.adminPort());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
