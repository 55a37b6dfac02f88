package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Futures;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connections live for one second here. */
class ConnectionAgesTest {
    private static final long PATIENCE_NS = 60_000_000_000L;

    private static Node server;

    @BeforeAll
    static void start() {
        server = TestGateways.start(
                Map.of(Property.ROUTE_MAX_CONNECTION_AGE, "1s", Property.ROUTE_CONNECTION_GRACE, "2s"),
                TestTables.tenants("default"));
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
        final Set<SocketAddress> connections = new HashSet<>();
        final long endNs = System.nanoTime() + PATIENCE_NS;
        try {
            while (connections.size() < 3
                    || TestGateways.metric(server, "kairoute_connections_open{listener=\"route\"}") > 1) {
                assertTrue(System.nanoTime() < endNs, () -> "still on " + connections);
                connections.add(ask(channel));
            }
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void shouldTellAClientOfHttp1WithItsLastAnswer() throws Exception {
        try (HostilePeer peer = new HostilePeer(server.routePort())) {
            final long endNs = System.nanoTime() + PATIENCE_NS;
            String said = null;
            while (said == null && System.nanoTime() < endNs) {
                peer.send("POST /v1/route HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                        + "content-length: 2\r\n\r\n{}");
                said = peer.readUntilClosed(100);
            }

            assertNotNull(said, "never closed");
            final String last = said.substring(said.lastIndexOf("HTTP/1.1 200"));
            assertTrue(last.contains("connection: close"), last);
            assertTrue(last.contains("\"queue\":\"general\""), last);
        }
    }

    /** Routes one contact; the client's own end of the connection that the call went over. */
    private static SocketAddress ask(final ManagedChannel channel) {
        final ClientCall<RouteRequest, RouteResponse> call =
                channel.newCall(RoutingServiceGrpc.getRouteMethod(), CallOptions.DEFAULT);
        final RouteResponse answer =
                Futures.getUnchecked(ClientCalls.futureUnaryCall(call, RouteRequest.getDefaultInstance()));
        assertEquals("general", answer.getQueue());
        return Objects.requireNonNull(call.getAttributes().get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR));
    }
}
