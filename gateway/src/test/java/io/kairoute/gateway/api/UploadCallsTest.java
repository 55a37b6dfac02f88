package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.control.v1.ImportProgress;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.control.v1.ImportSegmentSetResponse;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.gateway.api.stream.OpenAnswers;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every end of an upload, over gRPC and as a plain body; after each nothing is left of it. */
class UploadCallsTest {
    private static final String PATH = "/v1/tenants/default/segmentSets:import?head.file_name=a.csv";
    private static final UploadPace USUAL = new UploadPace(60_000, 60_000, 1);
    private static final Refusal NO = Refusal.of(Code.FAILED_PRECONDITION, "NO", "Not this file.");

    private final Vertx vertx = Vertx.vertx();
    private final Lanes lanes = new Lanes();
    private final OpenAdminCalls open = new OpenAdminCalls();
    private final BlockingQueue<EndCause> ends = new LinkedBlockingQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CompletableFuture<Boolean> abandoned = new CompletableFuture<>();

    private final GatewayMeters meters = new GatewayMeters(1);
    private Context loop;
    private OpenAnswers answers;
    private HttpServer server;
    private String fileName = "";
    private Consumer<String> step = name -> {};

    @BeforeEach
    void start() {
        serve(USUAL);
    }

    @AfterEach
    void stop() throws Exception {
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldHandOverABodyOfPlainHttpAsItIs(final boolean isChunked) throws Exception {
        final byte[] file = "id,value\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII);

        final String answer = put(isChunked ? chunked(file) : withLength(file));

        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("\"phase\":\"DONE\""), answer);
        assertEquals("a.csv", fileName);
        assertArrayEquals(file, taken.toByteArray());
        assertEquals(EndCause.ANSWERED, ended());
    }

    @Test
    void shouldTellACallerToSendOnWhoAsksFirst() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            final String first = line(socket);
            send(socket, "1,2");
            line(socket);
            final String second = line(socket);

            assertEquals("HTTP/1.1 100 Continue", first);
            assertEquals("HTTP/1.1 200 OK", second);
            assertEquals("1,2", taken.toString(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldAnswerACallerWhoAsksFirstWithItsRefusalAlone() throws Exception {
        final String answer = put(
                "POST " + PATH
                        + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 415"), answer);
        assertEquals(0, begun.get());
    }

    @Test
    void shouldRefuseWhatItCanBeforeACallerWhoAsksFirstSendsItsBody() throws Exception {
        step = name -> {
            throw AdminRefused.because(NO);
        };

        final String answer =
                put("PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertEquals(EndCause.REFUSED, ended());
    }

    @Test
    void shouldEndWhenTheConnectionBreaksHalfWay() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n1,2");
            awaitBegun();
            socket.setSoLinger(true, 0);
        }

        assertEquals(EndCause.RESET, ended());
        assertTrue(abandoned.get(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldEndWhenTheCallerTakesItBack() throws Exception {
        final HttpClientRequest request = grpc();
        request.write(frame("1,2"));
        awaitBegun();

        request.reset(8);

        assertEquals(EndCause.RESET, ended());
    }

    @Test
    void shouldEndWhenTheCallerEndsWithinAMessage() throws Exception {
        final HttpClientRequest request = grpc();
        request.write(head());
        awaitBegun();

        final var response = request.send(frame("1,2").slice(0, 6)).await();

        response.end().await();
        assertEquals(
                "13",
                response.trailers().contains("grpc-status")
                        ? response.getTrailer("grpc-status")
                        : response.getHeader("grpc-status"));
        assertEquals(EndCause.HALF_CLOSED, ended());
    }

    @Test
    void shouldEndAnUploadThatStalls() throws Exception {
        serve(new UploadPace(60_000, 200, 16));

        final String answer = put("PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n1,2");

        assertTrue(answer.startsWith("HTTP/1.1 504") && answer.contains("TOO_SILENT"), answer);
        assertEquals(EndCause.STALLED, ended());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void shouldEndAnUploadOfWhichNextToNothingComes(final int bytesAtOnce) throws Exception {
        serve(new UploadPace(60_000, 300, 16 * 1024));
        final HttpClientRequest request = grpc();
        request.write(head());
        // Of five bytes each is a whole message, empty, that is taken.
        final Buffer drop = Buffer.buffer(new byte[bytesAtOnce]);
        final long drops = vertx.setPeriodic(10, id -> request.write(drop));

        final var response = request.response().await();

        vertx.cancelTimer(drops);
        assertEquals("4", response.getHeader("grpc-status"));
        assertEquals(EndCause.STALLED, ended());
        assertEquals(1, counted("STALLED"));
    }

    @Test
    void shouldNotBlameACallerForTheTimeThatItsFileIsTaken() throws Exception {
        serve(new UploadPace(60_000, 600, 1));
        final CountDownLatch held = new CountDownLatch(1);
        step = name -> {
            if (name.equals("take")) {
                await(held);
            }
        };
        final CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return put(withLength(new byte[70_000]));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        awaitBegun();
        final CountDownLatch looks = new CountDownLatch(400);
        final long timer = vertx.setPeriodic(2, id -> looks.countDown());
        await(looks);
        vertx.cancelTimer(timer);

        held.countDown();

        assertTrue(answer.get(20, TimeUnit.SECONDS).startsWith("HTTP/1.1 200"), answer::join);
        assertEquals(EndCause.ANSWERED, ended());
        assertEquals(1, counted("OK"));
    }

    @Test
    void shouldCountAnUploadThatIsRefusedBeforeItsWorkBegins() throws Exception {
        put("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n1,2");
        put("PUT " + PATH.replace("default", "nobody") + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1,2");
        put("PUT " + PATH.replace("head.", "head.colour=1&head.")
                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1,2");
        final var grpc = grpc().send(Buffer.buffer(new byte[] {2, 0, 0, 0, 0})).await();

        assertEquals("13", grpc.getHeader("grpc-status"));
        assertEquals(2, counted("INVALID_ARGUMENT"));
        assertEquals(1, counted("NOT_FOUND"));
        assertEquals(1, counted("INTERNAL"));
        assertEquals(0, begun.get());
    }

    @Test
    void shouldEndAnUploadWhoseTimeIsOverWhileItIsTaken() throws Exception {
        serve(new UploadPace(500, 60_000, 1));
        final CountDownLatch held = new CountDownLatch(1);
        step = name -> {
            if (name.equals("take")) {
                await(held);
            }
        };

        final String answer = put(withLength("1,2".getBytes(StandardCharsets.US_ASCII)));

        assertTrue(answer.startsWith("HTTP/1.1 504"), answer);
        assertEquals(EndCause.TIMED_OUT, ended());
        assertTrue(abandoned.get(20, TimeUnit.SECONDS));
        assertEquals(0, over.get(), "it is over only once nothing of it runs");
        held.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "take", "end"})
    void shouldEndAnUploadWhoseReceiverThrowsAnError(final String where) throws Exception {
        step = name -> {
            if (name.equals(where)) {
                throw new StackOverflowError();
            }
        };

        final String answer = put(withLength("1,2".getBytes(StandardCharsets.US_ASCII)));

        assertTrue(answer.startsWith("HTTP/1.1 500"), answer);
        assertEquals(EndCause.THROWN, ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "take"})
    void shouldRefuseAnUploadToACallerWhoIsStillSending(final String where) throws Exception {
        step = name -> {
            if (name.equals(where)) {
                throw AdminRefused.because(NO);
            }
        };

        final String answer = put(withLength(new byte[300_000]));

        assertTrue(answer.contains("\"reason\":\"NO\""), answer);
        assertEquals(EndCause.REFUSED, ended());
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void shouldTellOpenUploadsThatTheNodeStops(final HttpVersion version) throws Exception {
        if (version == HttpVersion.HTTP_2) {
            final HttpClientRequest request = grpc();
            request.write(head());
            awaitBegun();
            loop.runOnContext(nothing -> answers.stopping());
            assertEquals("14", request.response().await().getHeader("grpc-status"));
        } else {
            try (Socket socket = connect()) {
                send(socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n1,2");
                awaitBegun();
                loop.runOnContext(nothing -> answers.stopping());
                assertEquals("HTTP/1.1 503 Service Unavailable", line(socket));
            }
        }
        assertEquals(EndCause.DRAINED, ended());
    }

    @Test
    void shouldReadNoMoreThanItTakes() throws Exception {
        final CountDownLatch held = new CountDownLatch(1);
        step = name -> {
            if (name.equals("take")) {
                await(held);
            }
        };
        final int most = 64 * 1024 * 1024;
        int sent = 0;
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort()))) {
            channel.write(
                    ByteBuffer.wrap(("PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + most + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            awaitBegun();
            channel.configureBlocking(false);
            // What finds no room for a second finds none at all: nobody takes anything.
            long lastNs = System.nanoTime();
            while (sent < most && System.nanoTime() - lastNs < TimeUnit.SECONDS.toNanos(1)) {
                final int now = channel.write(ByteBuffer.allocate(64 * 1024));
                if (now > 0) {
                    sent += now;
                    lastNs = System.nanoTime();
                }
            }
        }
        held.countDown();

        assertTrue(sent < most / 2, "sent " + sent + " bytes to somebody who takes none");
        assertEquals(EndCause.RESET, ended());
    }

    private double counted(final String status) {
        final var counter = meters.registry()
                .find("kairoute.admin.calls")
                .tags("method", "kairoute.control.v1.SegmentService/ImportSegmentSet", "status", status)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private void serve(final UploadPace pace) {
        final CompletableFuture<HttpServer> bound = new CompletableFuture<>();
        loop = vertx.getOrCreateContext();
        loop.runOnContext(nothing -> {
            answers = new OpenAnswers(ends::add);
            final CallLedger ledger = new CallLedger(meters, System::nanoTime, line -> {});
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
                    .requestHandler(request -> handle(calls, routes, request))
                    .listen()
                    .onSuccess(bound::complete);
        });
        server = bound.join();
    }

    private static void handle(final UploadCalls calls, final List<JsonRoute> routes, final HttpServerRequest request) {
        final JsonRoute.Found found = JsonRoute.find(routes, request.method(), request.path());
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
    private int left() throws Exception {
        final Lane lane = lanes.of(MethodLane.METHOD_LANE_DATA).lane();
        final CompletableFuture<Integer> left = new CompletableFuture<>();
        loop.runOnContext(nothing -> left.complete(open.count() + answers.count()));
        return left.get(20, TimeUnit.SECONDS) + lane.running() + lane.waiting();
    }

    private EndCause ended() throws Exception {
        final EndCause cause = ends.poll(30, TimeUnit.SECONDS);
        assertEquals(0, ends.size(), "one end, not more");
        return cause == null ? EndCause.ANSWERED : cause;
    }

    private void awaitBegun() {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (begun.get() == 0) {
            assertTrue(System.nanoTime() < deadlineNs, "it never began");
            Thread.onSpinWait();
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpClientRequest grpc() {
        final HttpClientRequest request = vertx.createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .request(
                        HttpMethod.POST,
                        server.actualPort(),
                        "127.0.0.1",
                        "/kairoute.control.v1.SegmentService/ImportSegmentSet")
                .await();
        request.putHeader("content-type", "application/grpc").setChunked(true);
        return request;
    }

    private static Buffer head() {
        return UnaryBody.frame(ImportSegmentSetRequest.newBuilder()
                .setTenant("default")
                .build()
                .toByteArray());
    }

    private static Buffer frame(final String chunk) {
        return UnaryBody.frame(ImportSegmentSetRequest.newBuilder()
                .setChunk(com.google.protobuf.ByteString.copyFromUtf8(chunk))
                .build()
                .toByteArray());
    }

    private static byte[] withLength(final byte[] file) {
        return joined("PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + file.length + "\r\n\r\n", file, "");
    }

    private static byte[] chunked(final byte[] file) {
        return joined(
                "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(file.length) + "\r\n",
                file,
                "\r\n0\r\n\r\n");
    }

    private static byte[] joined(final String before, final byte[] file, final String after) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(file);
        all.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    private String put(final String request) throws IOException {
        return put(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a request, and reads to the end of its answer. */
    private String put(final byte[] request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request);
            final StringBuilder answer = new StringBuilder();
            int next = socket.getInputStream().read();
            while (next >= 0) {
                answer.append((char) next);
                if (answer.toString().endsWith("\r\n0\r\n\r\n") || isWhole(answer)) {
                    break;
                }
                next = socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    private static boolean isWhole(final StringBuilder answer) {
        final int head = answer.indexOf("\r\n\r\n");
        final int length = answer.indexOf("content-length: ");
        return head > 0
                && length > 0
                && length < head
                && answer.length() - head - 4
                        >= Integer.parseInt(answer.substring(length + 16, answer.indexOf("\r\n", length)));
    }

    private Socket connect() throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void send(final Socket socket, final String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(final Socket socket) throws IOException {
        final StringBuilder line = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next != '\n' && next >= 0) {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString().strip();
    }
}
