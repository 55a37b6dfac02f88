package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.GatewayServer;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.kairoute.routing.v1.RoutingServiceGrpc.RoutingServiceBlockingStub;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event loop allocates for one unary call, all of HTTP/2 included: what it may grow to, and no further. */
class CallAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 10_000;

    /** 3,339 in a JVM of its own, 4,192 and 5,081 in one that has run all other tests; by way of Vert.x 9,855 and more. */
    private static final int MOST_BYTES = 8_000;

    private static final RouteRequest KEYED =
            RouteRequest.newBuilder().setContactId("c").setCustomerKey("crm:1").build();

    @Test
    void shouldStayWithinItsBytesForACall() {
        final GatewayServer server =
                GatewayServer.start(TestGateways.config(Map.of()), TestTables.tenants("default"), tenant -> true);
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        try {
            final RoutingServiceBlockingStub stub = RoutingServiceGrpc.newBlockingStub(channel);
            call(stub, 2 * CALLS); // code that is not compiled yet allocates what compiled code does not
            final Map<Long, Long> before = allocated();
            call(stub, CALLS);
            final long bytes = mostGrown(before);

            System.out.println("bytes for a call: " + bytes / CALLS);
            assertTrue(bytes >= CALLS, () -> "no event loop was seen at work: " + bytes);
            assertTrue(bytes <= (long) CALLS * MOST_BYTES, () -> "bytes for a call: " + bytes / CALLS);
        } finally {
            channel.shutdownNow();
            server.close();
        }
    }

    private static void call(final RoutingServiceBlockingStub stub, final int calls) {
        for (int i = 0; i < calls; i++) {
            assertEquals("c", stub.route(KEYED).getContactId());
        }
    }

    /** Other tests' event loops are about, but only one has these calls. */
    private static long mostGrown(final Map<Long, Long> before) {
        return allocated().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .max()
                .orElse(0);
    }

    private static Map<Long, Long> allocated() {
        final Map<Long, Long> bytes = new HashMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("vert.x-eventloop")) {
                bytes.put(thread.getId(), THREADS.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return bytes;
    }
}
