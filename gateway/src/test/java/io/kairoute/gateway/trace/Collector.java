package io.kairoute.gateway.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** Takes spans over OTLP/HTTP, as a collector does, and keeps them; or answers each batch with another status. */
public final class Collector implements AutoCloseable {
    private static final long LONGEST_NS = 20_000_000_000L;

    private final HttpServer server;
    private final Queue<ExportTraceServiceRequest> taken = new ConcurrentLinkedQueue<>();
    private final Queue<String> credentials = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;

    private Collector(final HttpServer server) {
        this.server = server;
    }

    public static Collector start() {
        try {
            final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            final Collector collector = new Collector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a node is told as {@code tracing.endpoint}. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers so from now on; with 200 it keeps what comes. */
    void answer(final int with) {
        status = with;
    }

    private void take(final HttpExchange exchange) throws IOException {
        try (exchange;
                GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            final ExportTraceServiceRequest batch = ExportTraceServiceRequest.parseFrom(body);
            if (status == 200) {
                taken.add(batch);
                credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Everything that came. */
    public List<ExportTraceServiceRequest> batches() {
        return List.copyOf(taken);
    }

    /** The credentials that batches brought. */
    List<String> credentials() {
        return List.copyOf(credentials);
    }

    /** The spans, once there are that many; fails where they do not come. */
    public List<Span> await(final int count) {
        final long untilNs = System.nanoTime() + LONGEST_NS;
        while (spans().size() < count) {
            if (System.nanoTime() > untilNs) {
                throw new AssertionError("not " + count + " spans but " + spans());
            }
            Thread.onSpinWait();
        }
        return spans();
    }

    private List<Span> spans() {
        return taken.stream()
                .flatMap(batch -> batch.getResourceSpansList().stream())
                .map(ResourceSpans::getScopeSpansList)
                .flatMap(List::stream)
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
