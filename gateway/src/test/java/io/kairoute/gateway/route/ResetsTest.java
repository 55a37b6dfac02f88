package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that takes its call back in the moment in which it is answered: nobody's fault, and no fault of the node. */
class ResetsTest {
    private static final int CALLS = 40;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final byte[] MESSAGE = new byte[5];

    private Node server;

    @BeforeEach
    void start() {
        server = TestGateways.start(TestTables.tenants("default"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/kairoute.routing.v1.RoutingService/Route",
                "/kairoute.routing.v1.RoutingService/RouteStream",
                "/grpc.health.v1.Health/Check",
                "/grpc.health.v1.Health/Watch",
                "/no.such/Method"
            })
    void shouldCountAResetAsTheCallersLeaveHoweverItFallsTogetherWithTheAnswer(final String path) throws Exception {
        for (final List<List<Integer>> pieces : List.of(
                List.of(List.of(HEADERS, RST_STREAM)),
                List.of(List.of(HEADERS, DATA, RST_STREAM)),
                List.of(List.of(HEADERS), List.of(DATA, RST_STREAM)),
                List.of(List.of(HEADERS), List.of(DATA), List.of(RST_STREAM)),
                List.of(List.of(HEADERS), List.of(RST_STREAM, DATA)))) {
            for (final int end : new int[] {0, HostilePeer.END_STREAM}) {
                resets(path, pieces, end);
            }
        }

        assertEquals(0, TestGateways.metric(server, "kairoute_faults_total"));
        assertEquals(0, TestGateways.metric(server, "kairoute_faults_uncaught_total"));
    }

    private void resets(final String path, final List<List<Integer>> pieces, final int end) throws IOException {
        try (HostilePeer peer = new HostilePeer(server.routePort())) {
            peer.beginHttp2();
            for (int i = 0; i < CALLS; i++) {
                for (final List<Integer> piece : pieces) {
                    peer.send(frames(path, piece, 2 * i + 1, end));
                }
            }
            assertTrue(peer.isRead(30_000), () -> path + " " + pieces + ": " + peer.text());
        }
    }

    private static byte[] frames(final String path, final List<Integer> types, final int stream, final int end) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (final int type : types) {
            bytes.writeBytes(
                    switch (type) {
                        case HEADERS ->
                            HostilePeer.frame(HEADERS, HostilePeer.END_HEADERS, stream, HostilePeer.grpcHeaders(path));
                        case DATA -> HostilePeer.frame(DATA, end, stream, MESSAGE);
                        default -> HostilePeer.frame(RST_STREAM, 0, stream, HostilePeer.int32(8));
                    });
        }
        return bytes.toByteArray();
    }
}
