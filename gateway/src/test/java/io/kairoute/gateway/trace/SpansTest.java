package io.kairoute.gateway.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.kairoute.gateway.config.TracingConfig;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-" + PARENT + "-00";
    private static final String METHOD = "kairoute.routing.v1.RoutingService/Route";

    @TempDir
    private Path directory = Path.of("");

    private final Collector collector = Collector.start();

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void shouldTellTheCollectorOfACallInItsCallersTrace() {
        final String answered;
        try (Spans spans = spans(null)) {
            final CallTrace trace = spans.ofCall(METHOD, SAMPLED);
            answered = trace.header();
            trace.ended("OK", "bank");
        }

        final Span span = collector.await(1).get(0);
        assertEquals(TRACE, hex(span.getTraceId()));
        assertEquals(PARENT, hex(span.getParentSpanId()));
        assertEquals("00-" + TRACE + "-" + hex(span.getSpanId()) + "-01", answered);
        assertEquals(METHOD, span.getName());
        assertEquals(Span.SpanKind.SPAN_KIND_SERVER, span.getKind());
        assertEquals(
                Map.of("rpc.method", METHOD, "rpc.response.status_code", "OK", "kairoute.tenant.id", "bank"),
                attributes(span));
        assertEquals(Status.StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
        assertTrue(span.getEndTimeUnixNano() >= span.getStartTimeUnixNano());
        assertEquals(
                "kairoute",
                collector.batches().get(0).getResourceSpans(0).getResource().getAttributesList().stream()
                        .filter(one -> one.getKey().equals("service.name"))
                        .map(one -> one.getValue().getStringValue())
                        .collect(Collectors.joining()));
    }

    @Test
    void shouldContinueATraceThatIsNotSampledAndTellNobody() {
        try (Spans spans = spans(null)) {
            final CallTrace silent = spans.ofCall(METHOD, UNSAMPLED);
            silent.ended("OK", "bank");
            spans.ofPublish(METHOD, UNSAMPLED).ended("OK", "bank");

            assertEquals(TRACE, silent.id());
            assertTrue(silent.header().matches("00-" + TRACE + "-[0-9a-f]{16}-00"), silent::header);
            assertFalse(silent.header().contains(PARENT));
            spans.ofCall(METHOD, SAMPLED).ended("CANCELLED", "");
        }

        assertEquals(1, collector.await(1).size());
    }

    @Test
    void shouldMakeNothingOfACallWithoutATrace() {
        try (Spans spans = spans(null)) {
            assertSame(CallTrace.NONE, spans.ofCall(METHOD, null));
            assertSame(CallTrace.NONE, spans.ofCall(METHOD, "00-nonsense"));
        }
        assertSame(CallTrace.NONE, Spans.NONE.ofPublish(METHOD, null));
        assertEquals(TRACE, Spans.NONE.ofPublish(METHOD, SAMPLED).id());
    }

    @Test
    void shouldBeginATraceForAPublishWithoutOne() {
        try (Spans spans = spans(null)) {
            spans.ofPublish("kairoute.control.v1.TableService/PublishTable", null)
                    .ended("OK", "bank");
        }

        final Span span = collector.await(1).get(0);
        assertTrue(span.getParentSpanId().isEmpty());
        assertEquals(16, span.getTraceId().size());
    }

    @Test
    void shouldCallAnErrorWhatTheServerIsToBlameFor() {
        try (Spans spans = spans(null)) {
            spans.ofCall(METHOD, SAMPLED).ended("INTERNAL", "");
            spans.ofCall(METHOD, SAMPLED).ended("INVALID_ARGUMENT", "");
        }

        final Map<String, Status.StatusCode> statuses = collector.await(2).stream()
                .collect(Collectors.toMap(
                        span -> String.valueOf(attributes(span).get("rpc.response.status_code")),
                        span -> span.getStatus().getCode()));
        assertEquals(
                Map.of(
                        "INTERNAL",
                        Status.StatusCode.STATUS_CODE_ERROR,
                        "INVALID_ARGUMENT",
                        Status.StatusCode.STATUS_CODE_UNSET),
                statuses);
    }

    @Test
    void shouldEndASpanOnce() {
        try (Spans spans = spans(null)) {
            final CallTrace trace = spans.ofCall(METHOD, SAMPLED);
            trace.ended("OK", "bank");
            trace.ended("INTERNAL", "");
        }

        assertEquals("OK", attributes(collector.await(1).get(0)).get("rpc.response.status_code"));
    }

    @Test
    void shouldSendTheHeadersOfTheFile() throws IOException {
        final Path headers = Files.writeString(directory.resolve("headers"), "# ours\n\nAuthorization: Bearer abc\n");
        try (Spans spans = spans(headers)) {
            spans.ofCall(METHOD, SAMPLED).ended("OK", "");
        }

        collector.await(1);
        assertEquals(List.of("Bearer abc"), collector.credentials());
    }

    @Test
    void shouldCountWhatTheCollectorTookAndWhatItRefused() {
        final Spans spans = spans(null);
        spans.ofCall(METHOD, SAMPLED).ended("OK", "");
        collector.await(1);
        collector.answer(400);
        spans.ofCall(METHOD, SAMPLED).ended("OK", "");
        spans.close();

        assertEquals(1, spans.sent());
        assertEquals(1, spans.lost());
    }

    @Test
    void shouldLoseAndCountSpansOfACollectorThatIsAway() throws IOException {
        final int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        final Spans spans = Spans.open(
                new TracingConfig(URI.create("http://127.0.0.1:" + port + "/v1/traces"), null, null), "1", "i");
        for (int i = 0; i < 3_000; i++) {
            spans.ofCall(METHOD, SAMPLED).ended("OK", "");
        }
        spans.close();

        assertEquals(0, spans.sent());
        assertEquals(3_000, spans.lost());
    }

    private Spans spans(final @Nullable Path headers) {
        return Spans.open(
                new TracingConfig(URI.create(collector.address() + "/v1/traces"), headers, null), "1.2.3", "instance");
    }

    private static Map<String, String> attributes(final Span span) {
        return span.getAttributesList().stream().collect(Collectors.toMap(one -> one.getKey(), one -> one.getValue()
                .getStringValue()));
    }

    private static String hex(final ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
