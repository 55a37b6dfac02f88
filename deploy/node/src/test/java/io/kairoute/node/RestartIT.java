package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.ctl.connection.Channels;
import io.kairoute.ctl.connection.Target;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Restarts a server under load, as an update of a single node does.
 *
 * <p>{@code -Dkairoute.restarts=20 -Dkairoute.retry.seconds=10} is the promise, for a machine that does nothing else; on one
 * that does, the virtual machine alone may take ten seconds to start.
 */
final class RestartIT {
    private static final int RESTARTS = Integer.getInteger("kairoute.restarts", 4);
    private static final int CALLERS = 4;

    /** How long a client retries what it is told to retry. */
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(Long.getLong("kairoute.retry.seconds", 40));

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int CALLS_BETWEEN = 500;

    @TempDir
    private Path directory = Path.of("");

    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong longestNs = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    void shouldFailNoCallOfAClientThatRetries() throws Exception {
        final String port = Integer.toString(freePort());
        final ManagedChannel channel =
                Channels.to(new Target("127.0.0.1", Integer.parseInt(port))).build();
        final List<Thread> callers = new ArrayList<>();
        ServerProcess server = serve(port);
        try {
            for (int i = 0; i < CALLERS; i++) {
                final Thread caller = new Thread(() -> callOn(channel), "caller-" + i);
                caller.start();
                callers.add(caller);
            }
            for (int i = 0; i < RESTARTS; i++) {
                awaitCalls();
                server.close();
                server = serve(port);
            }
            awaitCalls();
        } finally {
            isOver.set(true);
            for (final Thread caller : callers) {
                caller.join();
            }
            channel.shutdownNow();
            server.close();
        }

        final String figures = RESTARTS + " restarts, " + answered + " calls answered, " + retried
                + " tries repeated, the longest call took " + longestNs.get() / 1_000_000 + " ms";
        System.out.println(figures);
        assertEquals("[]", failures.toString(), figures);
        assertTrue(retried.get() > 0, "no restart was noticed: " + figures);
        assertFalse(Files.readString(directory.resolve("server.err")).contains("did not stop cleanly"));
    }

    private void callOn(final ManagedChannel channel) {
        while (!isOver.get()) {
            final long startNs = System.nanoTime();
            boolean isDone = false;
            while (!isDone) {
                isDone = call(channel, startNs);
            }
            longestNs.accumulateAndGet(System.nanoTime() - startNs, Math::max);
        }
    }

    /** One try; true when it was answered, or must not be repeated. */
    private boolean call(final ManagedChannel channel, final long startNs) {
        try {
            final RouteResponse decision = RoutingServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(40, TimeUnit.SECONDS)
                    .route(RouteRequest.newBuilder()
                            .setContactId("c")
                            .setIntent("cancel")
                            .build());
            assertFalse(decision.getQueue().isEmpty());
            answered.incrementAndGet();
            return true;
        } catch (final StatusRuntimeException e) {
            final boolean isRetryable = e.getStatus().getCode() == Status.Code.UNAVAILABLE;
            if (isRetryable && System.nanoTime() - startNs < RETRY_NS) {
                retried.incrementAndGet();
                channel.resetConnectBackoff();
                LockSupport.parkNanos(PAUSE_NS);
                return false;
            }
            failures.add(e.getStatus().getCode() + " " + e.getStatus().getDescription());
            return true;
        }
    }

    private void awaitCalls() {
        final long until = answered.get() + CALLS_BETWEEN;
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (answered.get() < until && failures.isEmpty()) {
            assertTrue(System.nanoTime() < deadlineNs, "calls are no longer answered");
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private ServerProcess serve(final String port) throws IOException {
        return ServerProcess.start(
                directory,
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--table=../examples/telecom/table.yaml",
                "--route-port=" + port,
                "--admin-port=0");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
