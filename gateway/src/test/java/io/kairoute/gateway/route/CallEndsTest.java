package io.kairoute.gateway.route;

import static io.kairoute.gateway.route.HostilePeer.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How calls end that are neither answered nor refused in good order: each once, and counted by its cause. */
class CallEndsTest {
    private static final long MOST_MS = 10_000;

    private Node server = start(Map.of());

    private static Node start(final Map<Property, String> over) {
        return TestGateways.start(over, TestTables.tenants("default"));
    }

    @BeforeEach
    void leaveNothingOpen() {
        assertEquals(0, TestGateways.metric(server, "kairoute_calls_open"));
    }

    @AfterEach
    void stop() {
        TestGateways.assertNoFault(server);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/route?format=%zz",
                "/v1/route?%zz=1",
                "/v1/route?x=%",
                "/v1/route?x=%c3%28",
                "/v1/%zz",
                "/%",
            })
    void shouldAnswer400WhenAnAddressHasABadEscape(final String path) throws Exception {
        try (HostilePeer peer = new HostilePeer(server.routePort())) {
            peer.send("POST " + path
                    + " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n"
                    + "content-length: 2\r\n\r\n{}");

            peer.readUntilClosed(MOST_MS);

            assertTrue(peer.text().startsWith("HTTP/1.1 400"), peer::text);
            assertTrue(peer.text().contains("BAD_ESCAPE"), peer::text);
        }
    }

    @Test
    void shouldCountACallThatItsCallerResets() throws Exception {
        try (LoneListener listener = new LoneListener()) {
            try (HostilePeer peer = new HostilePeer(listener.port())) {
                peer.beginHttp2();

                // when one is reset in the turn that brings it, and one later, and one by closing the connection
                peer.send(headers(1));
                peer.send(frame(HostilePeer.RST_STREAM, 0, 1, HostilePeer.int32(8)));
                peer.send(headers(3));
                peer.send(headers(5));
                assertTrue(peer.isRead(MOST_MS));
                assertEquals(2, listener.openCalls());
                peer.send(frame(HostilePeer.RST_STREAM, 0, 3, HostilePeer.int32(8)));
            }
            listener.awaitNoOpenCall();

            assertEquals(3, listener.ended(CallEnd.RESET));
            assertFalse(listener.isFaulty());
        }
    }

    @Test
    void shouldEndStreamsWithAStatusToRetryWhenTheirConnectionIsTooOld() throws Exception {
        server.close();
        server = start(Map.of(Property.ROUTE_MAX_CONNECTION_AGE, "1s", Property.ROUTE_CONNECTION_GRACE, "1s"));
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        final CompletableFuture<Throwable> end = new CompletableFuture<>();
        final CompletableFuture<RouteStreamResponse> answer = new CompletableFuture<>();

        RoutingServiceGrpc.newStub(channel)
                .routeStream(new StreamObserver<>() {
                    @Override
                    public void onNext(final RouteStreamResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(final Throwable failure) {
                        end.complete(failure);
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(new AssertionError("ended well"));
                    }
                })
                .onNext(RouteStreamRequest.newBuilder()
                        .setRequest(RouteRequest.newBuilder().setContactId("c"))
                        .build());

        assertEquals("c", answer.get(MOST_MS, TimeUnit.MILLISECONDS).getContactId());
        final Throwable failure = end.get(MOST_MS, TimeUnit.MILLISECONDS);
        assertEquals(Status.Code.UNAVAILABLE, Status.fromThrowable(failure).getCode());
        assertEquals("CONNECTION_TOO_OLD", reason(failure));
        channel.shutdownNow();
        server.close();
        assertEquals(1, ended("aged"));
    }

    private static String reason(final Throwable failure) throws InvalidProtocolBufferException {
        final com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        return status == null
                ? ""
                : status.getDetails(0).unpack(ErrorInfo.class).getReason();
    }

    private double ended(final String cause) {
        return TestGateways.metric(server, "kairoute_calls_ended_total{cause=\"" + cause + "\"}");
    }

    private static byte[] headers(final int stream) {
        return frame(HostilePeer.HEADERS, HostilePeer.END_HEADERS, stream, HostilePeer.routeHeaders());
    }
}
