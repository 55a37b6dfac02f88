package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.router.snapshot.TenantDirectory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminListenerTest {
    private final AtomicBoolean hasTable = new AtomicBoolean(true);
    private final HttpClient http = HttpClient.newHttpClient();
    private Node server;
    private ManagedChannel channel;

    @BeforeEach
    void start() {
        server = TestGateways.start(
                Served.of(new TenantDirectory(List.of("default"))).where(tenant -> hasTable.get()));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.adminPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void shouldBeAliveBeforeItIsReady() throws Exception {
        final HttpResponse<String> alive = get("/healthz");
        final HttpResponse<String> ready = get("/readyz");

        assertEquals(200, alive.statusCode());
        assertEquals(503, ready.statusCode());
        assertEquals(
                "not ready: no table decides for default; this version cannot compile the one that is published"
                        + " (event=revision_refused in the log): publish another, or start with a table file\n",
                ready.body());
    }

    @Test
    void shouldBeReadyWhenNoTenantHasATable() throws Exception {
        hasTable.set(false);

        assertEquals(200, get("/readyz").statusCode());
    }

    @Test
    void shouldShowMetricsInPrometheusText() throws Exception {
        final String metrics = get("/metrics").body();

        assertTrue(metrics.contains("kairoute_calls_total{code=\"OK\",method=\"route\"} 0.0"), metrics);
        assertTrue(metrics.contains("kairoute_call_latency_seconds_bucket{le=\"+Inf\"} 0"), metrics);
        assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
    }

    @Test
    void shouldRefuseOtherPathsAndMethods() throws Exception {
        final HttpResponse<String> put = http.send(
                HttpRequest.newBuilder(uri("/readyz"))
                        .PUT(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(404, get("/x").statusCode());
        assertEquals(405, put.statusCode());
    }

    @Test
    void shouldTellHealthOverGrpc() {
        final HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);

        final HealthCheckResponse before = health.check(HealthCheckRequest.getDefaultInstance());
        hasTable.set(false);
        final HealthCheckResponse after = health.check(HealthCheckRequest.newBuilder()
                .setService("kairoute.routing.v1.RoutingService")
                .build());

        assertEquals(HealthCheckResponse.ServingStatus.NOT_SERVING, before.getStatus());
        assertEquals(HealthCheckResponse.ServingStatus.SERVING, after.getStatus());
    }

    @Test
    void shouldNotKnowOtherServices() {
        final HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);

        final StatusRuntimeException refused = assertThrows(
                StatusRuntimeException.class,
                () -> health.check(
                        HealthCheckRequest.newBuilder().setService("other").build()));

        assertEquals(Status.Code.NOT_FOUND, refused.getStatus().getCode());
    }

    @Test
    void shouldTellWatchersOfEachChange() {
        final Iterator<HealthCheckResponse> told =
                HealthGrpc.newBlockingStub(channel).watch(HealthCheckRequest.getDefaultInstance());

        final HealthCheckResponse before = told.next();
        hasTable.set(false);
        final HealthCheckResponse after = told.next();

        assertEquals(HealthCheckResponse.ServingStatus.NOT_SERVING, before.getStatus());
        assertEquals(HealthCheckResponse.ServingStatus.SERVING, after.getStatus());
    }

    private HttpResponse<String> get(final String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + server.adminPort() + path);
    }
}
