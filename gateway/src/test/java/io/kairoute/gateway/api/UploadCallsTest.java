package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.kairoute.control.v1.ImportSegmentSetRequest;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every end of an upload, over gRPC and as a plain body; after each nothing is left of it. */
class UploadCallsTest {
    private static final String PATH = PlainUpload.PATH;
    private static final UploadPace USUAL = new UploadPace(60_000, 60_000, 1);
    private static final Refusal NO = Refusal.of(Code.FAILED_PRECONDITION, "NO", "Not this file.");

    private final UploadServer server = new UploadServer(USUAL);

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldHandOverABodyOfPlainHttpAsItIs(final boolean isChunked) throws Exception {
        final byte[] file = "id,value\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII);

        final String answer =
                PlainUpload.put(server.port(), isChunked ? PlainUpload.chunked(file) : PlainUpload.withLength(file));

        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertTrue(answer.contains("\"phase\":\"DONE\""), answer);
        assertEquals("a.csv", server.fileName());
        assertArrayEquals(file, server.taken());
        assertEquals(EndCause.ANSWERED, server.ended());
    }

    @Test
    void shouldTellACallerToSendOnWhoAsksFirst() throws Exception {
        try (Socket socket = PlainUpload.connect(server.port())) {
            PlainUpload.send(
                    socket,
                    "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            final String first = PlainUpload.line(socket);
            PlainUpload.send(socket, "1,2");
            PlainUpload.line(socket);
            final String second = PlainUpload.line(socket);

            assertEquals("HTTP/1.1 100 Continue", first);
            assertEquals("HTTP/1.1 200 OK", second);
            assertEquals("1,2", new String(server.taken(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldAnswerACallerWhoAsksFirstWithItsRefusalAlone() throws Exception {
        final String answer = PlainUpload.put(
                server.port(),
                "POST " + PATH
                        + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 415"), answer);
        assertEquals(0, server.begun());
    }

    @Test
    void shouldSayThatAFileIsTakenUnpacked() throws Exception {
        final String answer = PlainUpload.put(
                server.port(),
                "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n1,2");

        assertTrue(answer.startsWith("HTTP/1.1 415"), answer);
        assertTrue(answer.contains("send it as it is"), answer);
        assertTrue(answer.contains("CONTENT_ENCODING"), answer);
        assertEquals(0, server.begun());
    }

    @Test
    void shouldRefuseAQueryThatNamesTheFile() throws Exception {
        final String answer = PlainUpload.put(
                server.port(), "PUT " + PATH + "&chunk=MQ HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1,2");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertTrue(answer.contains("BODY_IN_QUERY"), answer);
        assertEquals(0, server.begun());
    }

    @Test
    void shouldCountAnUploadThatIsRefusedBeforeItsWorkBegins() throws Exception {
        PlainUpload.put(
                server.port(),
                "POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n1,2");
        for (final String path :
                List.of(PATH.replace("default", "nobody"), PATH.replace("head.", "head.colour=1&head."))) {
            PlainUpload.put(server.port(), "PUT " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1,2");
        }
        final var grpc =
                server.grpc().send(Buffer.buffer(new byte[] {2, 0, 0, 0, 0})).await();

        assertEquals("13", grpc.getHeader("grpc-status"));
        assertEquals(2, server.counted("INVALID_ARGUMENT"));
        assertEquals(1, server.counted("NOT_FOUND"));
        assertEquals(1, server.counted("INTERNAL"));
        assertEquals(0, server.begun());
    }

    @Test
    void shouldRefuseWhatItCanBeforeACallerWhoAsksFirstSendsItsBody() throws Exception {
        server.atEachStep(name -> {
            throw AdminRefused.because(NO);
        });

        final String answer = PlainUpload.put(
                server.port(),
                "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertEquals(EndCause.REFUSED, server.ended());
    }

    @Test
    void shouldEndWhenTheConnectionBreaksHalfWay() throws Exception {
        try (Socket socket = PlainUpload.connect(server.port())) {
            PlainUpload.send(socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n1,2");
            server.awaitBegun();
            socket.setSoLinger(true, 0);
        }

        assertEquals(EndCause.RESET, server.ended());
        server.awaitAbandoned();
    }

    @Test
    void shouldAnswer400WhenTheChunksOfABodyCannotBeToldApart() throws Exception {
        try (Socket socket = PlainUpload.connect(server.port())) {
            PlainUpload.send(
                    socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n1,2\r\n");
            server.awaitBegun();

            PlainUpload.send(socket, "no length\r\n");
            final String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertTrue(said.startsWith("HTTP/1.1 400"), said);
            assertTrue(said.contains("BAD_FRAMING"), said);
        }
        assertEquals(EndCause.HALF_CLOSED, server.ended());
    }

    @Test
    void shouldEndWhenTheCallerTakesItBack() throws Exception {
        final HttpClientRequest request = server.grpc();
        request.write(frame("1,2"));
        server.awaitBegun();

        request.reset(8);

        assertEquals(EndCause.RESET, server.ended());
    }

    @Test
    void shouldEndWhenTheCallerEndsWithinAMessage() throws Exception {
        final HttpClientRequest request = server.grpc();
        request.write(UploadServer.head());
        server.awaitBegun();

        final var response = request.send(frame("1,2").slice(0, 6)).await();

        response.end().await();
        assertEquals(
                "13",
                response.trailers().contains("grpc-status")
                        ? response.getTrailer("grpc-status")
                        : response.getHeader("grpc-status"));
        assertEquals(EndCause.HALF_CLOSED, server.ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "take", "end"})
    void shouldEndAnUploadWhoseReceiverThrowsAnError(final String where) throws Exception {
        server.atEachStep(name -> {
            if (name.equals(where)) {
                throw new StackOverflowError();
            }
        });

        final String answer =
                PlainUpload.put(server.port(), PlainUpload.withLength("1,2".getBytes(StandardCharsets.US_ASCII)));

        assertTrue(answer.startsWith("HTTP/1.1 500"), answer);
        assertEquals(EndCause.THROWN, server.ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"begin", "take"})
    void shouldRefuseAnUploadToACallerWhoIsStillSending(final String where) throws Exception {
        server.atEachStep(name -> {
            if (name.equals(where)) {
                throw AdminRefused.because(NO);
            }
        });

        final String answer = PlainUpload.put(server.port(), PlainUpload.withLength(new byte[300_000]));

        assertTrue(answer.contains("\"reason\":\"NO\""), answer);
        assertEquals(EndCause.REFUSED, server.ended());
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void shouldTellOpenUploadsThatTheNodeStops(final HttpVersion version) throws Exception {
        if (version == HttpVersion.HTTP_2) {
            final HttpClientRequest request = server.grpc();
            request.write(UploadServer.head());
            server.awaitBegun();
            server.stopping();
            assertEquals("14", request.response().await().getHeader("grpc-status"));
        } else {
            try (Socket socket = PlainUpload.connect(server.port())) {
                PlainUpload.send(socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n1,2");
                server.awaitBegun();
                server.stopping();
                assertEquals("HTTP/1.1 503 Service Unavailable", PlainUpload.line(socket));
            }
        }
        assertEquals(EndCause.DRAINED, server.ended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"take", "end"})
    void shouldEndAnUploadWhoseStepOutlastsTheNode(final String where) throws Exception {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch held = new CountDownLatch(1);
        final CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        server.atEachStep(name -> {
            if (name.equals(where)) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> uncaught.complete(fault));
                reached.countDown();
                await(held);
            }
        });
        try (Socket socket = PlainUpload.connect(server.port())) {
            PlainUpload.send(socket, "PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n1,2");
            await(reached);

            server.stopping();
            final String said = PlainUpload.line(socket);
            server.endLoops();
            held.countDown();

            assertEquals("HTTP/1.1 503 Service Unavailable", said);
        }
        assertEquals(EndCause.DRAINED, server.ended());
        server.close();
        assertFalse(uncaught.isDone(), () -> "the lane's thread ended by " + uncaught.join());
    }

    @Test
    void shouldReadNoMoreThanItTakes() throws Exception {
        final CountDownLatch held = new CountDownLatch(1);
        server.atEachStep(name -> {
            if (name.equals("take")) {
                await(held);
            }
        });
        final int most = 64 * 1024 * 1024;
        int sent = 0;
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            channel.write(
                    ByteBuffer.wrap(("PUT " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + most + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII)));
            server.awaitBegun();
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
        assertEquals(EndCause.RESET, server.ended());
    }

    private static void await(final CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Buffer frame(final String chunk) {
        return UnaryBody.frame(ImportSegmentSetRequest.newBuilder()
                .setChunk(com.google.protobuf.ByteString.copyFromUtf8(chunk))
                .build()
                .toByteArray());
    }
}
