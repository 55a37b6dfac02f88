package io.kairoute.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector of OpenTelemetry hears of a node that is asked over the network. */
class TracedNodeTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String CANARY = "Zx7Canary9qQ";

    private final Collector collector = Collector.start();
    private final Node node =
            TestGateways.start(Map.of(Property.TRACING_ENDPOINT, collector.address()), TestTables.tenants("default"));
    private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", node.routePort())
            .usePlaintext()
            .build();

    @AfterEach
    void stop() {
        channel.shutdownNow();
        node.close();
        collector.close();
    }

    @Test
    void shouldTellOfCallsWhoseCallersSampleThemOverGrpcAndJson() throws Exception {
        route(channel, SAMPLED);
        final HttpResponse<String> json = post("/v1/route", SAMPLED, "{\"customer_key\":\"crm:" + CANARY + "\"}");

        final List<Span> spans = collector.await(2);
        for (final Span span : spans) {
            assertEquals("kairoute.routing.v1.RoutingService/Route", span.getName());
            assertEquals(TRACE, HexFormat.of().formatHex(span.getTraceId().toByteArray()));
        }
        final String answered = json.headers().firstValue("traceparent").orElseThrow();
        assertTrue(
                spans.stream()
                        .anyMatch(span -> answered.contains(
                                HexFormat.of().formatHex(span.getSpanId().toByteArray()))),
                answered);
        assertFalse(collector.batches().toString().contains(CANARY), "personal data in a span");
    }

    @Test
    void shouldTellNothingOfOtherCalls() throws Exception {
        RoutingServiceGrpc.newBlockingStub(channel)
                .route(RouteRequest.newBuilder().setContactId("c").build());
        route(channel, SAMPLED.replaceAll("01$", "00"));
        post("/v1/route", "00-nonsense", "{}");
        node.close();

        assertEquals(List.of(), collector.batches());
    }

    @Test
    void shouldTellOfACallThatIsRefused() throws Exception {
        post("/v1/route", SAMPLED, "no json");

        final Span span = collector.await(1).get(0);
        assertTrue(span.getAttributesList().toString().contains("INVALID_ARGUMENT"), span::toString);
    }

    @Test
    void shouldShowHowManySpansTheCollectorTook() throws Exception {
        post("/v1/route", SAMPLED, "{}");

        TestGateways.awaitMetric(node, "kairoute_spans_sent_total", 1);
        assertEquals(0, TestGateways.metric(node, "kairoute_spans_lost_total"));
    }

    private static void route(final ManagedChannel channel, final String parent) {
        final Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER), parent);
        RoutingServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .route(RouteRequest.newBuilder()
                        .setContactId("c")
                        .setCustomerKey("crm:" + CANARY)
                        .build());
    }

    private HttpResponse<String> post(final String path, final String parent, final String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.routePort() + path))
                                .header("content-type", "application/json")
                                .header("traceparent", parent)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
