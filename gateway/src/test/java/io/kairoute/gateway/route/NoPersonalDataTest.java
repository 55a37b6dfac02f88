package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends a customer's keys, number and labels in every way there is, and looks for them wherever they must not be. */
class NoPersonalDataTest {
    /** Part of everything personal that is sent; plain letters, so that no escaping can hide it. */
    private static final String CANARY = "Zx7Canary9qQ";

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE_PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private Node server;
    private RawCaller http1;
    private RawCaller http2;

    @BeforeEach
    void start() {
        // The logger of the tests writes to standard error.
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        server = TestGateways.start(
                Map.of(Property.ROUTE_ACCESS_LOG, "on", Property.ROUTE_ALLOW_GET, "true"),
                TestTables.tenants("default"));
        http1 = new RawCaller(server.routePort(), HttpVersion.HTTP_1_1);
        http2 = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
    }

    @AfterEach
    void stop() {
        http1.close();
        http2.close();
        server.close();
        System.setErr(standardError);
    }

    @Test
    void shouldKeepPersonalDataOutOfLogsMetricsAndErrors() throws Exception {
        final RouteRequest personal = RouteRequest.newBuilder()
                .setContactId("c")
                .setCustomerKey("crm:" + CANARY)
                .addAlternateKeys("tel:" + CANARY)
                .setAccountKey("acct:" + CANARY)
                .setIntent(CANARY)
                .putLabels(CANARY, CANARY)
                .build();
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        final RouteResponse decision =
                RoutingServiceGrpc.newBlockingStub(channel).route(personal);
        assertEquals("general", decision.getQueue());
        for (final RouteRequest bad : List.of(
                personal.toBuilder().setTenantId(CANARY).build(),
                personal.toBuilder().setCustomerKey(CANARY.repeat(20)).build(),
                personal.toBuilder().putLabels(CANARY.repeat(8), CANARY).build(),
                personal.toBuilder().setRegion(CANARY.repeat(2_000)).build())) {
            assertSaysNothing(refusal(channel, bad));
        }
        channel.shutdownNow();

        for (final RawCaller caller : List.of(http1, http2)) {
            assertEquals(
                    200,
                    json(caller, "", "{\"customer_key\":\"crm:" + CANARY + "\"}")
                            .httpStatus());
            for (final String body : List.of(
                    "{\"attempt\":\"" + CANARY + "\"}",
                    "{\"timestamp\":\"" + CANARY + "\"}",
                    "{\"labels\":\"" + CANARY + "\"}",
                    "{\"labels\":{\"" + CANARY + "\":{}}}",
                    "{\"" + CANARY + "\":1,\"" + CANARY + "\":2}",
                    "{\"customer_key\":\"" + CANARY,
                    "{\"customer_key\":" + CANARY + "}",
                    CANARY,
                    "{\"customer_key\":\"" + CANARY.repeat(20) + "\"}",
                    "{\"tenant_id\":\"" + CANARY + "\"}",
                    "{\"customer_key\":\"" + CANARY + "\u0000\"}")) {
                assertRefused(json(caller, "", body));
            }
            assertRefused(json(caller, "?format=" + CANARY, "{}"));
            assertRefused(caller.send(
                    HttpMethod.POST, "/v1/" + CANARY, Map.of("content-type", "application/json"), Buffer.buffer("{}")));
            assertRefused(caller.send(
                    HttpMethod.POST, "/v1/route", Map.of("content-type", "text/" + CANARY), Buffer.buffer("{}")));
            assertRefused(caller.send(
                    HttpMethod.POST,
                    "/v1/route",
                    Map.of("content-type", "application/x-www-form-urlencoded"),
                    Buffer.buffer("attempt=" + CANARY + "&customer_key=%" + CANARY)));
            assertRefused(caller.send(HttpMethod.GET, "/v1/route?attempt=" + CANARY, Map.of(), Buffer.buffer()));
        }
        assertSaysNothing(http2.send(
                        HttpMethod.POST,
                        "/kairoute.routing.v1.RoutingService/Route",
                        Map.of("content-type", "application/grpc", "grpc-timeout", CANARY),
                        Buffer.buffer(CANARY))
                .toString());

        assertSaysNothing(server.meters().scrape());
        server.close();
        final String log = logged.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains("event=call method=route code=OK micros="), log);
        assertTrue(log.contains("event=call method=route_http code=INVALID_ARGUMENT micros="), log);
        assertSaysNothing(log);
    }

    @Test
    void shouldContinueTheCallersTraceAndLogItsId() throws Exception {
        final RawCaller.Answer answer = http2.send(
                HttpMethod.POST,
                "/v1/route",
                Map.of("content-type", "application/json", "traceparent", TRACE_PARENT),
                Buffer.buffer("{}"));
        final RawCaller.Answer ignored = http2.send(
                HttpMethod.POST,
                "/v1/route",
                Map.of("content-type", "application/json", "traceparent", "00-" + CANARY),
                Buffer.buffer("{}"));

        final String ours = answer.headers().get("traceparent");
        assertTrue(ours.matches("00-" + TRACE_ID + "-[0-9a-f]{16}-01"), ours);
        assertFalse(ours.equals(TRACE_PARENT), "the parent's id came back as ours");
        assertFalse(ignored.headers().containsKey("traceparent"));
        server.close();
        final String log = logged.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains(" trace_id=" + TRACE_ID), log);
        assertSaysNothing(log);
    }

    private static RawCaller.Answer json(final RawCaller caller, final String query, final String body)
            throws Exception {
        return caller.send(
                HttpMethod.POST, "/v1/route" + query, Map.of("content-type", "application/json"), Buffer.buffer(body));
    }

    private static String refusal(final ManagedChannel channel, final RouteRequest request) {
        try {
            return "no refusal but "
                    + RoutingServiceGrpc.newBlockingStub(channel).route(request);
        } catch (final StatusRuntimeException e) {
            final Metadata trailers = e.getTrailers();
            return e.getStatus() + " " + trailers;
        }
    }

    private static void assertRefused(final RawCaller.Answer answer) {
        assertTrue(answer.httpStatus() >= 400, answer.toString());
        assertSaysNothing(answer.toString());
    }

    private static void assertSaysNothing(final String text) {
        assertFalse(text.contains(CANARY), text);
    }
}
