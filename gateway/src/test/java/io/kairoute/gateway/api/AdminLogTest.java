package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdminLogTest {
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void shouldAnswerWhileNobodyReadsTheLog() throws Exception {
        final PrintStream before = System.err;
        final HttpClient http = HttpClient.newHttpClient();
        try (Node node =
                TestGateways.start(Served.of(TestTables.tenants("default")).with(TestAdminService.services()))) {
            System.setErr(new PrintStream(new StuckPipe(), true, StandardCharsets.UTF_8));

            final int changed = ask(http, change(node));
            assertTrue(stuck.await(20, TimeUnit.SECONDS), "the line of the change is being written");
            final int again = ask(http, change(node));
            final int ready = ask(
                    http,
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + "/readyz"))
                            .build());

            assertEquals("200 200 200", changed + " " + again + " " + ready);
            release.countDown();
        } finally {
            release.countDown();
            System.setErr(before);
        }
    }

    private static HttpRequest change(final Node node) {
        return HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + node.adminPort() + TestAdminService.path(Role.OPERATOR, "default", "x")))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static int ask(final HttpClient http, final HttpRequest request) throws Exception {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .get(20, TimeUnit.SECONDS)
                .statusCode();
    }

    /** Where the log goes: it takes the first line of the admin log only when it is let go. */
    private final class StuckPipe extends OutputStream {
        @Override
        public void write(final int b) {}

        @Override
        public void write(final byte[] bytes, final int offset, final int length) {
            if (new String(bytes, offset, length, StandardCharsets.UTF_8).contains("event=admin_call")) {
                stuck.countDown();
                try {
                    release.await(60, TimeUnit.SECONDS);
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
