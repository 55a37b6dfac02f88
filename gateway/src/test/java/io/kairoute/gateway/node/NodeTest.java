package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final TenantDirectory TENANTS = new TenantDirectory(List.of("default"));

    @Test
    void shouldNameThePortInUseAndWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final int port = taken.getLocalPort();
            final GatewayConfig config = TestGateways.config(Map.of(Property.ROUTE_PORT, Integer.toString(port)));

            final StartException refused = assertThrows(StartException.class, () -> Node.of(config, Served.of(TENANTS))
                    .start());

            assertEquals(
                    "The route port " + port + " on 127.0.0.1 is in use by another process; stop that one, or set"
                            + " route.port (--route-port N) to a free port.",
                    refused.getMessage());
        }
    }

    @Test
    void shouldFreeTheRoutePortWhenTheAdminPortIsInUse() throws Exception {
        final int freePort = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final GatewayConfig config = TestGateways.config(Map.of(
                    Property.ROUTE_PORT, Integer.toString(freePort),
                    Property.ADMIN_PORT, Integer.toString(taken.getLocalPort())));

            assertThrows(StartException.class, () -> Node.of(config, Served.of(TENANTS))
                    .start());

            new ServerSocket(freePort, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void shouldShareOnePortAmongItsEventLoops() {
        try (Node server = TestGateways.start(Map.of(Property.EVENT_LOOPS, "3"), TENANTS)) {
            assertEquals(true, server.routePort() > 0 && server.routePort() != server.adminPort());
        }
    }

    @Test
    void shouldBeClosedTwice() {
        final Node node = TestGateways.start(TENANTS);

        node.close();
        node.close();

        assertEquals(NodeState.CLOSED, node.state());
    }

    @Test
    void shouldStartOnceAndNeverAfterAClose() {
        final Node node = Node.of(TestGateways.config(Map.of()), Served.of(TENANTS));
        assertEquals(NodeState.NEW, node.state());
        assertFalse(node.isReady());
        assertEquals(
                "A node that is NEW has no listeners.",
                assertThrows(IllegalStateException.class, node::routePort).getMessage());

        node.start();

        assertEquals(
                "A node that is READY cannot become STARTING.",
                assertThrows(IllegalStateException.class, node::start).getMessage());
        assertEquals(NodeState.READY, node.state());
        node.close();
        assertEquals(
                "A node that is CLOSED cannot become STARTING.",
                assertThrows(IllegalStateException.class, node::start).getMessage());
    }

    @Test
    void shouldBeClosedBeforeItStarts() {
        final Node node = Node.of(TestGateways.config(Map.of()), Served.of(TENANTS));

        node.close();

        assertEquals(NodeState.CLOSED, node.state());
    }

    @Test
    void shouldSayThatItStartsWhileItsFirstCallsAreMade() throws Exception {
        final List<String> said = new ArrayList<>();

        TestGateways.start(Served.of(TENANTS).where(tenant -> false).beforeReady(node -> said.add(readyz(node))))
                .close();

        assertEquals(List.of("503 not ready: starting\n"), said);
    }

    @Test
    void shouldEndItsStartWhenItIsClosedMeanwhile() throws Exception {
        final Left left = new Left();
        final CountDownLatch isUp = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final Node node =
                Node.of(TestGateways.config(Map.of()), Served.of(TENANTS).beforeReady(started -> {
                    isUp.countDown();
                    await(mayGoOn);
                }));
        final FutureTask<Node> start = inBackground(node::start);
        await(isUp);

        final FutureTask<Node> close = inBackground(() -> closed(node));
        awaitState(node, NodeState.DRAINING);
        assertFalse(close.isDone());
        mayGoOn.countDown();

        close.get(60, TimeUnit.SECONDS);
        final Throwable refused = assertThrows(ExecutionException.class, () -> start.get(60, TimeUnit.SECONDS))
                .getCause();
        assertEquals(StartException.class, refused.getClass());
        assertEquals("The node was closed while it started.", refused.getMessage());
        assertEquals(NodeState.CLOSED, node.state());
        left.assertNothing("close while starting");
    }

    @Test
    void shouldOpenNothingMoreWhenItIsClosedWhileItOpens() throws Exception {
        final Left left = new Left();
        final CountDownLatch isOpening = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final List<String> openings = new ArrayList<>();
        final Node node = new Node(TestGateways.config(Map.of()), Served.of(TENANTS), new Closing(opening -> {
            openings.add(opening);
            isOpening.countDown();
            await(mayGoOn);
        }));
        final FutureTask<Node> start = inBackground(node::start);
        await(isOpening);

        final FutureTask<Node> close = inBackground(() -> closed(node));
        awaitState(node, NodeState.DRAINING);
        mayGoOn.countDown();

        close.get(60, TimeUnit.SECONDS);
        assertThrows(ExecutionException.class, () -> start.get(60, TimeUnit.SECONDS));
        assertEquals(List.of("the meters"), openings);
        left.assertNothing("close while opening");
    }

    @Test
    void shouldBeClosedByWhoeverStartsIt() throws Exception {
        final Left left = new Left();
        final Node node =
                Node.of(TestGateways.config(Map.of()), Served.of(TENANTS).beforeReady(Node::close));

        assertThrows(StartException.class, node::start);

        assertEquals(NodeState.CLOSED, node.state());
        left.assertNothing("close within the start");
    }

    @Test
    void shouldHaveASecondCloseWaitForTheFirst() throws Exception {
        final CountDownLatch isClosing = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        final Node node = TestGateways.start(opened -> {
            opened.open("what takes its time", () -> (AutoCloseable) () -> {
                isClosing.countDown();
                await(mayEnd);
            });
            return Served.of(TENANTS);
        });
        final FutureTask<Node> first = inBackground(() -> closed(node));
        await(isClosing);
        assertEquals(NodeState.DRAINING, node.state());

        final FutureTask<Node> second = inBackground(() -> closed(node));
        assertThrows(TimeoutException.class, () -> second.get(100, TimeUnit.MILLISECONDS));
        mayEnd.countDown();

        assertEquals(NodeState.CLOSED, second.get(60, TimeUnit.SECONDS).state());
        first.get(60, TimeUnit.SECONDS);
    }

    private static Node closed(final Node node) {
        node.close();
        return node;
    }

    private static FutureTask<Node> inBackground(final Callable<Node> task) {
        final FutureTask<Node> future = new FutureTask<>(task);
        new Thread(future, "test").start();
        return future;
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitState(final Node node, final NodeState state) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (node.state() != state) {
            assertTrue(System.nanoTime() < deadlineNs, "the node stays " + node.state());
            Thread.onSpinWait();
        }
    }

    private static String readyz(final Node node) {
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.adminPort() + "/readyz"))
                .build();
        try {
            final HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
