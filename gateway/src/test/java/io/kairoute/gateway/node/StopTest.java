package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import io.kairoute.routing.v1.RouteStreamResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static final String HALF_OF_A_REQUEST = "POST /v1/route HTTP/1.1\r\nhost: localhost\r\n"
            + "content-type: application/json\r\ncontent-length: 2\r\n\r\n{";

    @Test
    void shouldEndStreamsWithAStatusThatClientsRetry() throws Exception {
        final Node server = TestGateways.start(TestTables.tenants("default"));
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        final CountDownLatch answered = new CountDownLatch(1);
        final CompletableFuture<Status> end = new CompletableFuture<>();
        final StreamObserver<RouteStreamRequest> questions = RoutingServiceGrpc.newStub(channel)
                .routeStream(new StreamObserver<>() {
                    @Override
                    public void onNext(final RouteStreamResponse answer) {
                        answered.countDown();
                    }

                    @Override
                    public void onError(final Throwable cause) {
                        end.complete(Status.fromThrowable(cause));
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(Status.OK);
                    }
                });
        questions.onNext(RouteStreamRequest.newBuilder()
                .setRequest(RouteRequest.getDefaultInstance())
                .build());
        assertTrue(answered.await(10, TimeUnit.SECONDS));

        server.close();

        assertEquals(Status.Code.UNAVAILABLE, end.get(5, TimeUnit.SECONDS).getCode());
        assertEquals("This node is stopping; open the stream again.", end.get().getDescription());
        channel.shutdownNow();
    }

    @Test
    void shouldLetCallsInFlightFinish() throws Exception {
        final Node server = TestGateways.start(TestTables.tenants("default"));
        final Vertx vertx = Vertx.vertx();
        final HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        final HttpClientRequest http2 = client.request(HttpMethod.POST, server.routePort(), "127.0.0.1", ROUTE)
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        http2.putHeader("content-type", "application/grpc").setChunked(true).write(Buffer.buffer(new byte[] {0, 0, 0}));
        try (Socket http1 = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
            http1.getOutputStream().write(HALF_OF_A_REQUEST.getBytes(StandardCharsets.US_ASCII));
            awaitOpenCalls(server, 2);

            final CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            awaitNotReady(server);
            http1.getOutputStream().write("}".getBytes(StandardCharsets.US_ASCII));
            final Future<String> status = http2.response()
                    .compose(response -> response.body().map(body -> response.getTrailer("grpc-status")));
            http2.end(Buffer.buffer(new byte[] {0, 0}));

            assertEquals("0", status.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
            final String answer = new String(http1.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            closed.get(10, TimeUnit.SECONDS);
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldBeReadyOnlyWhenItIsWarm() {
        final AtomicBoolean wasReady = new AtomicBoolean();

        try (Node server = TestGateways.start(
                Served.of(TestTables.tenants("default")).beforeReady(cold -> wasReady.set(cold.isReady())))) {
            assertFalse(wasReady.get());
            assertTrue(server.isReady());
        }
    }

    private static void awaitOpenCalls(final Node server, final int calls) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (TestGateways.metric(server, "kairoute_calls_open") < calls) {
            assertTrue(System.nanoTime() < deadlineNs, "the calls never began");
        }
    }

    private static void awaitNotReady(final Node server) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.isReady()) {
            assertTrue(System.nanoTime() < deadlineNs, "the node says that it is ready");
        }
    }
}
