package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.trace.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedPublishTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldTellTheCollectorOfPublishesAndOfNoOtherCallWithoutATrace() {
        try (Collector collector = Collector.start()) {
            try (ControlNode node = ControlNode.start(
                    directory,
                    ControlSettings.DEFAULT,
                    InstantSource.system(),
                    Map.of(Property.TRACING_ENDPOINT, collector.address()),
                    null)) {
                node.publish(ControlTables.withPriority(50), 0);
                node.tables().listRevisions(ListRevisionsRequest.getDefaultInstance());
                final StatusRuntimeException stale = Assertions.assertThrows(
                        StatusRuntimeException.class, () -> node.publish(ControlTables.withPriority(60), 0));
                assertEquals(Status.Code.ABORTED, stale.getStatus().getCode());
            }

            final List<Span> spans = collector.await(2);
            assertEquals(
                    List.of("OK", "ABORTED"),
                    spans.stream().map(TracedPublishTest::status).toList());
            for (final Span span : spans) {
                assertEquals("kairoute.control.v1.TableService/PublishTable", span.getName());
                assertTrue(span.getParentSpanId().isEmpty());
            }
        }
    }

    private static String status(final Span span) {
        return span.getAttributesList().stream()
                .filter(one -> one.getKey().equals("rpc.response.status_code"))
                .map(one -> one.getValue().getStringValue())
                .collect(Collectors.joining());
    }
}
