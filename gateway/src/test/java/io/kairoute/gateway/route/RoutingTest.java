package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Node server;
    private static ManagedChannel channel;
    private static RoutingServiceGrpc.RoutingServiceBlockingStub stub;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default", "bank"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        stub = RoutingServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void shouldDecideOverGrpc() {
        final RouteResponse decision = stub.route(outage("c-1"));

        assertEquals("outage-desk", decision.getQueue());
        assertEquals("CLEAR", decision.getBand());
        assertEquals("HINT", decision.getOccasionSource());
        assertEquals("c-1", decision.getContactId());
        assertEquals(70, decision.getPriority());
    }

    @Test
    void shouldDecideForAnEmptyRequest() {
        assertEquals("general", stub.route(RouteRequest.getDefaultInstance()).getQueue());
    }

    @Test
    void shouldDecideTheSameOverJson() throws Exception {
        final RouteRequest request = outage("c-2");

        final HttpResponse<String> answer =
                post("/v1/route", JsonFormat.printer().print(request));
        final RouteResponse.Builder decision = RouteResponse.newBuilder();
        JsonFormat.parser().merge(answer.body(), decision);

        assertEquals(200, answer.statusCode());
        assertEquals(
                "application/json", answer.headers().firstValue("content-type").orElse(""));
        assertEquals(stub.route(request), decision.build());
    }

    @Test
    void shouldNameTheFieldOverItsLimit() {
        final RouteRequest request =
                RouteRequest.newBuilder().setCustomerKey("x".repeat(129)).build();

        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> stub.route(request));

        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        assertTrue(String.valueOf(refused.getStatus().getDescription()).startsWith("The field customer_key is over"));
        assertEquals("customer_key", violation(refused).getFieldViolations(0).getField());
    }

    @Test
    void shouldNotKnowOtherTenants() {
        final RouteRequest request =
                RouteRequest.newBuilder().setTenantId("other").build();

        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, () -> stub.route(request));

        assertEquals(Status.Code.NOT_FOUND, refused.getStatus().getCode());
        assertEquals(
                "general",
                stub.route(RouteRequest.newBuilder().setTenantId("bank").build())
                        .getQueue());
    }

    @Test
    void shouldHonourDeadlinesOfManyCalls() {
        for (int i = 0; i < 200; i++) {
            assertEquals(
                    "outage-desk",
                    stub.withDeadlineAfter(5, TimeUnit.SECONDS)
                            .route(outage("c" + i))
                            .getQueue());
        }
    }

    @Test
    void shouldCountCallsAndDecisions() throws Exception {
        stub.route(outage("c-3"));

        final String metrics = HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();

        assertTrue(
                metrics.lines()
                        .anyMatch(line -> line.matches("kairoute_calls_total\\{code=\"OK\",method=\"route\"} [1-9].*")),
                metrics);
        assertTrue(
                metrics.lines()
                        .anyMatch(line -> line.matches("kairoute_decisions_total\\{band=\"CLEAR\","
                                + "fallback_cause=\"NO_CUSTOMER_KEY\",occasion_source=\"HINT\"} [1-9].*")),
                metrics);
    }

    private static RouteRequest outage(final String contactId) {
        return RouteRequest.newBuilder()
                .setContactId(contactId)
                .setOccasion("outage")
                .putLabels("a", "b")
                .build();
    }

    private static HttpResponse<String> post(final String path, final String json) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static BadRequest violation(final StatusRuntimeException refused) {
        final com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        assertTrue(status != null && status.getDetailsCount() == 2);
        try {
            return status.getDetails(1).unpack(BadRequest.class);
        } catch (final com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
