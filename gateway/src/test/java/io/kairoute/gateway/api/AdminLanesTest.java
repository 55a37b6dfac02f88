package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminLanesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch stalled = new CountDownLatch(4);
    private Node server;

    @BeforeEach
    void start() {
        server = TestGateways.start(
                Served.of(TestTables.tenants("default", "bank")).with(TestAdminService.services(this::answer)));
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    @Test
    void shouldAnswerAnotherTenantsOperatorAndViewerWhileTwentyViewerCallsStall() throws Exception {
        final List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(send("bank", Role.VIEWER, "slow"));
        }
        assertTrue(stalled.await(30, TimeUnit.SECONDS), "as many as one tenant may run");

        final int operator =
                send("default", Role.OPERATOR, "x").get(20, TimeUnit.SECONDS).statusCode();
        final int viewer =
                send("default", Role.VIEWER, "x").get(20, TimeUnit.SECONDS).statusCode();

        assertEquals(200, operator);
        assertEquals(200, viewer);
        release.countDown();
        for (final CompletableFuture<HttpResponse<String>> call : slow) {
            assertEquals(200, call.get(30, TimeUnit.SECONDS).statusCode());
        }
    }

    @Test
    void shouldRefuseByTheLanesNameWhatFindsNoRoomToWait() throws Exception {
        final List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(send("bank", Role.VIEWER, "slow"));
        }
        assertTrue(stalled.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 24; i++) {
            calls.add(send("bank", Role.VIEWER, "slow"));
        }
        @SuppressWarnings("unchecked") // every call gives such a response
        final HttpResponse<String> refused = (HttpResponse<String>)
                CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("READ_LANE_FULL"), refused.body());
        final String metrics = server.meters().scrape();
        assertTrue(
                Pattern.compile("kairoute_admin_lane_refused_total\\{lane=\"read\"} [1-9]")
                        .matcher(metrics)
                        .find(),
                metrics);
    }

    private DynamicMessage answer(final Call call, final DynamicMessage request) {
        if (request.toString().contains("slow")) {
            stalled.countDown();
            try {
                release.await(60, TimeUnit.SECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return TestAdminService.answer("done");
    }

    private CompletableFuture<HttpResponse<String>> send(final String tenant, final Role role, final String thing) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.adminPort() + TestAdminService.path(role, tenant, thing)));
        return HTTP.sendAsync(
                role == Role.VIEWER
                        ? request.build()
                        : request.header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
