package io.kairoute.gateway.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {
    @Test
    void shouldEndStreamsWithAStatusThatClientsRetry() throws Exception {
        final GatewayServer server =
                GatewayServer.start(TestGateways.config(Map.of()), TestTables.tenants("default"), tenant -> true);
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
}
