package io.kairoute.gateway.route;

import static io.kairoute.gateway.route.HostilePeer.DATA;
import static io.kairoute.gateway.route.HostilePeer.END_HEADERS;
import static io.kairoute.gateway.route.HostilePeer.END_STREAM;
import static io.kairoute.gateway.route.HostilePeer.HEADERS;
import static io.kairoute.gateway.route.HostilePeer.RST_STREAM;
import static io.kairoute.gateway.route.HostilePeer.WINDOW_UPDATE;
import static io.kairoute.gateway.route.HostilePeer.frame;
import static io.kairoute.gateway.route.HostilePeer.int32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteStreamRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peers that ask and do not read: their calls are open until the answer is written, and they are not waited for for ever. */
class UnreadAnswersTest {
    private static final long MOST_MS = 30_000;
    private static final long FOR_EVER_MS = 3_600_000;
    private static final long SHORT_MS = 200;

    /** What Netty counts for a piece that waits, and the frame in it. */
    private static final int LEAST_REFUSAL_BYTES = 96 + 9;

    /** A mebibyte, and what one more turn brings. */
    private static final int MOST_UNREAD_BYTES = 3 << 19;

    private static final byte[] QUESTION =
            framed(RouteRequest.newBuilder().setContactId("c").build().toByteArray());
    private static final byte[] NO_MESSAGE = {0, 0, 0, 0, 1, (byte) 0xff};

    private LoneListener listener = new LoneListener(FOR_EVER_MS);

    @AfterEach
    void stop() {
        assertFalse(listener.isFaulty());
        listener.close();
    }

    @Test
    void shouldHoldACallOpenUntilItsAnswerIsWritten() throws Exception {
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2WithoutWindow();
            ask(peer, 1);
            askInPieces(peer, 3);
            assertTrue(peer.isRead(MOST_MS));
            assertEquals(2, listener.openCalls());
            assertEquals(0, listener.ended(CallEnd.ANSWERED));

            peer.send(frame(WINDOW_UPDATE, 0, 1, int32(10_000)));
            peer.send(frame(WINDOW_UPDATE, 0, 3, int32(10_000)));
            readTwoAnswers(peer);

            listener.awaitNoOpenCall();
            assertEquals(2, listener.ended(CallEnd.ANSWERED));
        }
    }

    @Test
    void shouldCountACallWhoseAnswerItsCallerResetsInsteadOfReadingIt() throws Exception {
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2WithoutWindow();
            ask(peer, 1);
            askInPieces(peer, 3);
            assertTrue(peer.isRead(MOST_MS));

            peer.send(frame(RST_STREAM, 0, 1, int32(8)));
            peer.send(frame(RST_STREAM, 0, 3, int32(8)));
            assertTrue(peer.isRead(MOST_MS));

            listener.awaitNoOpenCall();
            assertEquals(2, listener.ended(CallEnd.RESET));
        }
    }

    @Test
    void shouldCountCallsWhoseConnectionBreaksBeforeTheirAnswersAreRead() throws Exception {
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2WithoutWindow();
            ask(peer, 1);
            askInPieces(peer, 3);
            assertTrue(peer.isRead(MOST_MS));
        }
        listener.awaitNoOpenCall();

        assertEquals(2, listener.ended(CallEnd.RESET));
    }

    @Test
    void shouldCloseAConnectionWhosePlainAnswerIsNotRead() throws Exception {
        restart(SHORT_MS);
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2WithoutWindow();

            ask(peer, 1);

            assertNotNull(peer.readUntilClosed(MOST_MS), "still open");
            assertTrue(peer.text().contains("answers are not read"), peer::text);
            listener.awaitNoOpenCall();
            assertEquals(1, listener.ended(CallEnd.NOT_READ));
        }
    }

    @Test
    void shouldCloseAConnectionWhoseOddAnswerIsNotRead() throws Exception {
        restart(SHORT_MS);
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2WithoutWindow();

            askInPieces(peer, 1);

            assertNotNull(peer.readUntilClosed(MOST_MS), "still open");
            listener.awaitNoOpenCall();
            assertEquals(1, listener.ended(CallEnd.NOT_READ));
        }
    }

    @Test
    void shouldCloseAConnectionWhoseStreamIsNotRead() throws Exception {
        restart(SHORT_MS);
        final byte[] question = framed(RouteStreamRequest.newBuilder()
                .setRequest(RouteRequest.newBuilder().setContactId("c"))
                .build()
                .toByteArray());
        final ByteBuffer questions = ByteBuffer.allocate(1_000 * question.length);
        for (int i = 0; i < 1_000; i++) {
            questions.put(question);
        }
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2WithoutWindow();
            peer.send(frame(
                    HEADERS,
                    END_HEADERS,
                    1,
                    HostilePeer.grpcHeaders("/kairoute.routing.v1.RoutingService/RouteStream")));

            peer.send(frame(DATA, 0, 1, questions.array()));

            assertNotNull(peer.readUntilClosed(MOST_MS), "still open");
            listener.awaitNoOpenCall();
            assertEquals(1, listener.ended(CallEnd.NOT_READ));
        }
    }

    /** What is refused waits for no window, so that it is the socket alone that does not take it; or the peer opens too many. */
    @Test
    void shouldCloseAConnectionBeforeItsUnreadRefusalsFillTheMemoryAndCountEachOnceAndLogNone() throws Exception {
        final PrintStream before = System.err;
        final ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (HostilePeer peer = new HostilePeer(listener.port())) {
            peer.beginHttp2();

            int stream = 1;
            while (peer.send(frame(HEADERS, END_HEADERS, stream, HostilePeer.routeHeaders()))
                    && peer.send(frame(DATA, END_STREAM, stream, NO_MESSAGE))
                    && stream < 2_000_000) {
                stream += 2;
            }

            assertTrue(stream < 2_000_000, "a million refusals were not read, and the connection is open still");
            listener.awaitNoOpenCall();
        } finally {
            System.setErr(before);
        }
        final double ended =
                Stream.of(CallEnd.values()).mapToDouble(listener::ended).sum();
        final double notRead = listener.ended(CallEnd.NOT_READ);
        assertEquals(listener.answered(), ended, "each call that was answered ends once");
        assertTrue(notRead > 0, "none is counted as not read");
        assertTrue(notRead * LEAST_REFUSAL_BYTES <= MOST_UNREAD_BYTES, () -> notRead + " refusals waited");
        final String text = logged.toString(StandardCharsets.UTF_8);
        assertFalse(text.contains("Exception"), () -> text.substring(0, Math.min(text.length(), 2_000)));
    }

    private void restart(final long unreadMs) {
        listener.close();
        listener = new LoneListener(unreadMs);
    }

    private static void readTwoAnswers(final HostilePeer peer) {
        while (peer.text().split("outage|general", -1).length < 3) {
            final var unused = peer.readUntilClosed(50);
        }
        assertTrue(peer.isRead(MOST_MS));
    }

    private static void ask(final HostilePeer peer, final int stream) {
        peer.send(frame(HEADERS, END_HEADERS, stream, HostilePeer.routeHeaders()));
        peer.send(frame(DATA, END_STREAM, stream, QUESTION));
    }

    private static void askInPieces(final HostilePeer peer, final int stream) {
        peer.send(frame(HEADERS, END_HEADERS, stream, HostilePeer.routeHeaders()));
        peer.send(frame(DATA, 0, stream, Arrays.copyOf(QUESTION, 3)));
        peer.send(frame(DATA, END_STREAM, stream, Arrays.copyOfRange(QUESTION, 3, QUESTION.length)));
    }

    private static byte[] framed(final byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }
}
