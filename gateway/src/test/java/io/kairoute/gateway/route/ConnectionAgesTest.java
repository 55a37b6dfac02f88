package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.GatewayServer;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections live for one second here. */
class ConnectionAgesTest {
    private static final long AGE_NS = 1_000_000_000L;

    private static GatewayServer server;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(
                TestGateways.config(
                        Map.of(Property.ROUTE_MAX_CONNECTION_AGE, "1s", Property.ROUTE_CONNECTION_GRACE, "2s")),
                TestTables.tenants("default"),
                tenant -> true);
    }

    @AfterAll
    static void stop() {
        TestGateways.assertNoFault(server);
        server.close();
    }

    @Test
    void shouldMoveAGrpcClientToANewConnectionWithoutOneFailedCall() {
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        final long endNs = System.nanoTime() + 3 * AGE_NS;
        try {
            while (System.nanoTime() < endNs) {
                assertEquals(
                        "general",
                        RoutingServiceGrpc.newBlockingStub(channel)
                                .route(RouteRequest.getDefaultInstance())
                                .getQueue());
            }
            assertEquals(1, TestGateways.metric(server, "kairoute_connections_open{listener=\"route\"}"), 1.0);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void shouldTellAClientOfHttp1WithItsLastAnswer() throws Exception {
        try (HostilePeer peer = new HostilePeer(server.routePort())) {
            final long endNs = System.nanoTime() + 3 * AGE_NS;
            String said = null;
            while (said == null && System.nanoTime() < endNs) {
                peer.send("POST /v1/route HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
                        + "content-length: 2\r\n\r\n{}");
                said = peer.readUntilClosed(100);
            }

            assertNotNull(said, "never closed");
            final String last = said.substring(said.lastIndexOf("HTTP/1.1 200"));
            assertTrue(last.contains("connection: close"), last);
            assertTrue(last.contains("\"queue\":\"general\""), last);
        }
    }
}
