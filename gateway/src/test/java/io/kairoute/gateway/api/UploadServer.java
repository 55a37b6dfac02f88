package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.control.v1.ImportProgress;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.edge.LastAnswer;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A listener with one method that takes uploads, whose receiver does what a test says. Thread-safe.
 *
 * <p>Its end looks whether anything of an upload is left.
 */
final class UploadServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();

    /** Held for as long as its calls last: a client that nobody holds is closed by the collector. */
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));

    private final Lanes lanes = new Lanes();
    private final OpenAdminCalls open = new OpenAdminCalls();
    private final BlockingQueue<EndCause> ends = new LinkedBlockingQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<Boolean> abandoned = new CompletableFuture<>();
    private final Context loop = vertx.getOrCreateContext();
    private final OpenAnswers answers = new OpenAnswers(ends::add);
    private final GatewayMeters meters = new GatewayMeters(1);
    private final HttpServer server;
    private volatile String fileName = "";
    private volatile boolean isLoopGone;
    private volatile Consumer<String> step = name -> {};

    /** Serves uploads that have this time. */
    UploadServer(final UploadPace pace) {
        final CompletableFuture<HttpServer> bound = new CompletableFuture<>();
        loop.runOnContext(nothing -> {
            final CallLedger ledger = new CallLedger(meters, Spans.NONE, System::nanoTime, line -> {});
            final AdminLoop admin = new AdminLoop(
                    vertx,
                    Callers.everybody().guard("admin"),
                    open,
                    answers,
                    new AdminCalls(vertx, new TenantDirectory(List.of("default")), lanes, answers, ledger, open),
                    ledger);
            final Work.Upload upload = this::begin;
            final Binding binding = new Binding(Method.of(SegmentServiceGrpc.getImportSegmentSetMethod()), upload);
            final UploadCalls calls = new UploadCalls(admin, binding.method(), upload, pace);
            final List<JsonRoute> routes = JsonRoute.of(List.of(binding));
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .connectionHandler(LastAnswer::follow)
                    .requestHandler(request -> handle(calls, routes, request))
                    .listen()
                    .onSuccess(bound::complete);
        });
        server = bound.join();
    }

    /** Has this done whenever the receiver begins, takes a message or ends; it is given the name of that step. */
    void atEachStep(final Consumer<String> task) {
        step = task;
    }

    int port() {
        return server.actualPort();
    }

    /** How many receivers began. */
    int begun() {
        return begun.get();
    }

    /** How many receivers were told that nothing of theirs runs any more. */
    int over() {
        return over.get();
    }

    /** What the receivers took. */
    byte[] taken() {
        return taken.toByteArray();
    }

    /** The name of the file of the upload that began last. */
    String fileName() {
        return fileName;
    }

    /** How many uploads were counted with this status. */
    double counted(final String status) {
        final var counter = meters.registry()
                .find("kairoute.admin.calls")
                .tags("method", "kairoute.control.v1.SegmentService/ImportSegmentSet", "status", status)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** The listener's event loops, for timers. */
    Vertx vertx() {
        return vertx;
    }

    /** The first message of a call over gRPC. */
    static Buffer head() {
        return UnaryBody.frame(ImportSegmentSetRequest.newBuilder()
                .setTenant("default")
                .build()
                .toByteArray());
    }

    /** Tells the open calls that the node stops. */
    void stopping() {
        loop.runOnContext(nothing -> answers.stopping());
    }

    /** Waits until a receiver is told that its upload is abandoned. */
    void awaitAbandoned() throws Exception {
        assertTrue(abandoned.get(20, TimeUnit.SECONDS));
    }

    /** How the one upload ended. */
    EndCause ended() throws Exception {
        final EndCause cause = ends.poll(30, TimeUnit.SECONDS);
        assertEquals(0, ends.size(), "one end, not more");
        return Objects.requireNonNull(cause, "the upload never ended");
    }

    /** Waits until a receiver begins. */
    void awaitBegun() {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (begun.get() == 0) {
            assertTrue(System.nanoTime() < deadlineNs, "it never began");
            Thread.onSpinWait();
        }
    }

    /** A call over gRPC. */
    HttpClientRequest grpc() {
        final HttpClientRequest request = client.request(
                        HttpMethod.POST,
                        server.actualPort(),
                        "127.0.0.1",
                        "/kairoute.control.v1.SegmentService/ImportSegmentSet")
                .await();
        request.putHeader("content-type", "application/grpc").setChunked(true);
        return request;
    }

    /** Ends the event loops, as a node does that has stopped. */
    void endLoops() {
        isLoopGone = true;
        vertx.close().await();
    }

    @Override
    public void close() {
        final int calls = begun.get();
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (over.get() < calls || left() > 0) {
            assertTrue(System.nanoTime() < deadlineNs, "begun=" + calls + " over=" + over + " left=" + left());
            Thread.onSpinWait();
        }
        assertEquals(calls, over.get(), "each receiver hears once that it is over");
        lanes.close();
        vertx.close().await();
    }

    private static void handle(final UploadCalls calls, final List<JsonRoute> routes, final HttpServerRequest request) {
        final JsonRoute.Found found = JsonRoute.find(routes, request.method(), String.valueOf(request.path()));
        if (found == null) {
            calls.handle(request);
        } else {
            calls.raw(request, found);
        }
    }

    private Work.Receiver begin(final Call call, final Message first, final Consumer<Message> told) {
        step.accept("begin");
        begun.incrementAndGet();
        fileName = ((ImportSegmentSetRequest) first).getHead().getFileName();
        return new Work.Receiver() {
            @Override
            public void take(final Message message) {
                step.accept("take");
                taken.writeBytes(((ImportSegmentSetRequest) message).getChunk().toByteArray());
            }

            @Override
            public void end() {
                step.accept("end");
                told.accept(ImportSegmentSetResponse.newBuilder()
                        .setProgress(ImportProgress.newBuilder().setPhase("DONE"))
                        .build());
            }

            @Override
            public void abandon() {
                abandoned.complete(true);
            }

            @Override
            public void over() {
                over.incrementAndGet();
                throw new IllegalStateException("what this throws is nobody's end");
            }
        };
    }

    /** What still holds a place. */
    private int left() {
        final Lane lane = lanes.of(MethodLane.METHOD_LANE_DATA).lane();
        if (isLoopGone) {
            return lane.running() + lane.waiting();
        }
        final CompletableFuture<Integer> left = new CompletableFuture<>();
        loop.runOnContext(nothing -> left.complete(open.count() + answers.count()));
        return left.orTimeout(20, TimeUnit.SECONDS).join() + lane.running() + lane.waiting();
    }
}
