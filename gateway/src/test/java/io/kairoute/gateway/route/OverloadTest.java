package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.start.GatewayServer;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each call costs its event loop two milliseconds here, so that a few hundred calls a second are too many. */
class OverloadTest {
    private static final int STALL_MS = 2;
    private static final int CALLS = 4_000;
    private static final int IN_FLIGHT = 200;

    private static GatewayServer server;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(
                TestGateways.config(Map.of(Property.ROUTE_TURN_BUDGET, "10ms")),
                TestTables.stalling(TimeUnit.MILLISECONDS.toNanos(STALL_MS)),
                tenant -> true);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void shouldRefuseAtOnceWhatItHasNoTimeForAndServeTheRest() throws Exception {
        final Semaphore room = new Semaphore(IN_FLIGHT);
        final CountDownLatch ended = new CountDownLatch(CALLS);
        final AtomicInteger answered = new AtomicInteger();
        final AtomicInteger refused = new AtomicInteger();
        final AtomicInteger other = new AtomicInteger();
        for (int i = 0; i < CALLS; i++) {
            room.acquire();
            RoutingServiceGrpc.newStub(channel).route(keyed("c" + i), new StreamObserver<>() {
                @Override
                public void onNext(final RouteResponse decision) {
                    answered.incrementAndGet();
                }

                @Override
                public void onError(final Throwable cause) {
                    (Status.fromThrowable(cause).getCode() == Status.Code.RESOURCE_EXHAUSTED ? refused : other)
                            .incrementAndGet();
                    end();
                }

                @Override
                public void onCompleted() {
                    end();
                }

                private void end() {
                    room.release();
                    ended.countDown();
                }
            });
        }

        assertTrue(ended.await(60, TimeUnit.SECONDS), "a call hangs");
        assertEquals(0, other.get());
        assertTrue(refused.get() > 0, "nothing was refused");
        assertTrue(answered.get() > 50, "only " + answered + " were answered");
        assertEquals(
                "general",
                RoutingServiceGrpc.newBlockingStub(channel)
                        .route(keyed("after"))
                        .getQueue());
    }

    private static RouteRequest keyed(final String contactId) {
        return RouteRequest.newBuilder()
                .setContactId(contactId)
                .setCustomerKey("crm:1")
                .build();
    }
}
