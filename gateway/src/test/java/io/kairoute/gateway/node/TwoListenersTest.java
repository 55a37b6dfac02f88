package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the two listeners of a node have in common: nothing that one could take from the other. */
class TwoListenersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOPS = 2;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private Node server;

    @BeforeEach
    void start() {
        server = TestGateways.start(
                Map.of(Property.EVENT_LOOPS, Integer.toString(LOOPS), Property.ROUTE_MAX_CONNECTIONS, "2"),
                TestTables.tenants("default"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerOnTheAdminListenerWhileEveryRoutingLoopIsBusy() throws Exception {
        final CountDownLatch busy = new CountDownLatch(LOOPS);
        final CountDownLatch over = new CountDownLatch(1);
        for (final Executor loop : server.loops()) {
            loop.execute(() -> {
                busy.countDown();
                awaitQuietly(over);
            });
        }
        try {
            busy.await();

            assertEquals(200, health());
        } finally {
            over.countDown();
        }
    }

    @Test
    void shouldHoldEachListenerToItsOwnNumberOfConnections() throws Exception {
        try (Socket first = connected();
                Socket second = connected();
                Socket third = connected()) {
            third.setSoTimeout((int) PATIENCE.toMillis());
            assertEquals(-1, third.getInputStream().read(), "one too many");

            assertEquals(200, health(), "the admin listener counts by itself");
            assertEquals(true, first.isConnected() && second.isConnected());
        }
    }

    private Socket connected() throws Exception {
        return new Socket(InetAddress.getLoopbackAddress(), server.routePort());
    }

    private int health() throws Exception {
        final URI uri = URI.create("http://127.0.0.1:" + server.adminPort() + "/healthz");
        return http.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
