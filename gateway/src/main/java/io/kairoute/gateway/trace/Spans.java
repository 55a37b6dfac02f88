package io.kairoute.gateway.trace;

import io.kairoute.gateway.config.TracingConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of calls, and tells a collector of them over OTLP, where one is set.
 *
 * <pre>
 *   event loop --ended span--> at most 2,048 wait --> a thread of the SDK: batches of 512, once a second --> collector
 *                   |                                                          |
 *                   +--no room--> lost, counted                                +--not taken within its time--> lost, counted
 * </pre>
 *
 * <p>No call waits for a collector. A call without a trace, or whose caller does not sample it, costs no memory here. Thread-safe.
 */
public final class Spans implements AutoCloseable {
    /** No collector is told of anything; traces are continued. */
    public static final Spans NONE = new Spans(null, new SpanRoom(0), null);

    private static final int MOST_WAITING = 2_048;
    private static final int BATCH = 512;
    private static final long EVERY_MS = 1_000;
    private static final long CONNECT_S = 2;
    private static final long EXPORT_S = 5;
    private static final long CLOSE_S = 5;
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");

    /** Says of every failure what {@link SpanRoom} says once; held, since loggers that nobody holds forget their level. */
    private static final Logger SDK = Logger.getLogger("io.opentelemetry");

    private final @Nullable Tracer tracer;
    private final SpanRoom room;
    private final @Nullable SdkTracerProvider provider;

    private Spans(final @Nullable Tracer tracer, final SpanRoom room, final @Nullable SdkTracerProvider provider) {
        this.tracer = tracer;
        this.room = room;
        this.provider = provider;
    }

    /**
     * Begins to tell a collector; it need not be there yet.
     *
     * @param version this node's
     * @param instance what tells this start of this node from others
     */
    public static Spans open(final TracingConfig config, final String version, final String instance) {
        if (config.endpoint() == null) {
            return NONE;
        }
        SDK.setLevel(Level.OFF);
        final OtlpHttpSpanExporterBuilder exporter = exporter(config, config.endpoint());
        final SpanRoom room = new SpanRoom(MOST_WAITING);
        final SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), "kairoute",
                        AttributeKey.stringKey("service.version"), version,
                        AttributeKey.stringKey("service.instance.id"), instance)))
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(room.before(BatchSpanProcessor.builder(room.around(exporter::build))
                        .setMaxQueueSize(MOST_WAITING)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(EVERY_MS, TimeUnit.MILLISECONDS)
                        .setExporterTimeout(2 * EXPORT_S, TimeUnit.SECONDS)
                        .build()))
                .build();
        return new Spans(provider.get("io.kairoute"), room, provider);
    }

    private static OtlpHttpSpanExporterBuilder exporter(final TracingConfig config, final URI endpoint) {
        final OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setConnectTimeout(CONNECT_S, TimeUnit.SECONDS)
                .setTimeout(EXPORT_S, TimeUnit.SECONDS)
                .setCompression("gzip");
        config.headers().forEach(exporter::addHeader);
        if (config.ca().length > 0) {
            exporter.setTrustedCertificates(config.ca());
        }
        return exporter;
    }

    /**
     * The trace of a call: its caller's, with a span where the caller samples it.
     *
     * @param method service and method, with a slash between
     * @param parent the caller's {@code traceparent}; one that is not valid is ignored
     */
    public CallTrace ofCall(final String method, final @Nullable String parent) {
        if (parent == null || !TraceParent.isValid(parent)) {
            return CallTrace.NONE;
        }
        if (tracer == null || !TraceParent.isSampled(parent)) {
            final String child =
                    TraceParent.child(parent, ThreadLocalRandom.current().nextLong());
            return new CallTrace(TraceParent.traceId(parent), child, null);
        }
        final SpanContext caller = SpanContext.createFromRemoteParent(
                TraceParent.traceId(parent),
                TraceParent.parentId(parent),
                TraceFlags.getSampled(),
                TraceState.getDefault());
        return begun(tracer, method, Context.root().with(Span.wrap(caller)));
    }

    /** As {@link #ofCall}, of a publish: where its caller has no trace, one begins here. */
    public CallTrace ofPublish(final String method, final @Nullable String parent) {
        final boolean isContinued = parent != null && TraceParent.isValid(parent);
        return isContinued || tracer == null ? ofCall(method, parent) : begun(tracer, method, Context.root());
    }

    private static CallTrace begun(final Tracer tracer, final String method, final Context parent) {
        final Span span = tracer.spanBuilder(method)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, method)
                .startSpan();
        final SpanContext own = span.getSpanContext();
        return new CallTrace(own.getTraceId(), TraceParent.of(own.getTraceId(), own.getSpanId()), span);
    }

    /** How many spans the collector took. */
    public long sent() {
        return room.sent();
    }

    /** How many spans were lost, since the collector was away or too slow. */
    public long lost() {
        return room.lost();
    }

    /** Tells the collector of what still waits, within five seconds; the rest is lost. */
    @Override
    public void close() {
        if (provider != null) {
            final var unused = provider.shutdown().join(CLOSE_S, TimeUnit.SECONDS);
            room.giveUp();
        }
    }
}
