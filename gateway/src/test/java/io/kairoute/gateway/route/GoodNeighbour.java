package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls one after the other on a thread of its own, and remembers whatever was not as it should be. */
final class GoodNeighbour implements AutoCloseable {
    /** On a machine at rest the worst is some 20 ms; this is for one that does much else. */
    private static final long MOST_NS = 2_000_000_000;

    private final ManagedChannel channel;
    private final RoutingServiceGrpc.RoutingServiceBlockingStub stub;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final Thread thread = new Thread(this::callOn, "good-neighbour");
    private volatile boolean isOver;

    GoodNeighbour(final int port) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        stub = RoutingServiceGrpc.newBlockingStub(channel);
        for (int i = 0; i < 200; i++) {
            stub.route(RouteRequest.getDefaultInstance()); // loads and compiles what a call needs
        }
        thread.start();
    }

    private void callOn() {
        while (!isOver) {
            final long startNs = System.nanoTime();
            try {
                final RouteResponse decision = stub.withDeadlineAfter(5, TimeUnit.SECONDS)
                        .route(RouteRequest.newBuilder().setOccasion("outage").build());
                if (!decision.getQueue().equals("outage-desk")) {
                    complaints.add("queue " + decision.getQueue() + ", " + decision.getFallbackCause());
                }
            } catch (final StatusRuntimeException e) {
                complaints.add(e.getStatus().toString());
            }
            final long tookNs = System.nanoTime() - startNs;
            if (tookNs > MOST_NS) {
                complaints.add("took " + tookNs / 1_000_000 + " ms");
            }
            calls.incrementAndGet();
        }
    }

    /** Fails when it noticed anything, or made no call while the action ran. */
    void noticesNothingOf(final HostileAction action) throws Exception {
        final int before = calls.get();
        action.run();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (calls.get() < before + 20 && System.nanoTime() < deadlineNs) {
            Thread.onSpinWait();
        }
        assertTrue(calls.get() >= before + 20, "the good neighbour is stuck");
        assertEquals("[]", complaints.toString());
    }

    /** Something hostile. */
    interface HostileAction {
        void run() throws Exception;
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.shutdownNow();
    }
}
