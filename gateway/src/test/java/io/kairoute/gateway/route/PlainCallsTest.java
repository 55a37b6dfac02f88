package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The frames of a call in every order and number in which they may come, answered before Vert.x sees them, and by Vert.x alone.
 */
@ParameterizedClass(name = "route.plain_calls={0}")
@ValueSource(strings = {"auto", "off"})
class PlainCallsTest {
    private static final int PATIENCE_MS = 5_000;
    private static final int GOAWAY = 7;
    private static final int FRAME_SIZE_ERROR = 6;
    private static final int INITIAL_WINDOW_SIZE = 4;

    private static Node server;

    private HostilePeer peer;

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Frame(int type, int flags, int stream, byte[] payload) {
        boolean isEnd() {
            return type != HostilePeer.RST_STREAM && (flags & HostilePeer.END_STREAM) != 0;
        }
    }

    @Parameter
    @SuppressWarnings("UnusedVariable") // what starts and names each round
    private String plainCalls;

    @BeforeParameterizedClassInvocation
    static void start(final String plainCalls) {
        server = TestGateways.start(Map.of(Property.ROUTE_PLAIN_CALLS, plainCalls), TestTables.tenants("default"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        TestGateways.assertNoFault(server);
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        peer = new HostilePeer(server.routePort());
        peer.beginHttp2();
    }

    @AfterEach
    void disconnect() throws Exception {
        peer.close();
    }

    @Test
    void shouldAnswerACall() throws Exception {
        peer.send(joined(headers(1), data(1, message("a"), true)));

        assertAnswered(1, "a");
    }

    @Test
    void shouldAnswerCallsWhoseMessagesComeInAnotherOrder() throws Exception {
        peer.send(joined(headers(1), headers(3), headers(5)));
        peer.send(joined(data(5, message("e"), true), data(1, message("a"), true), data(3, message("c"), true)));

        assertAnswered(1, "a");
        assertAnswered(3, "c");
        assertAnswered(5, "e");
    }

    @Test
    void shouldAnswerACallWhoseMessageComesLater() throws Exception {
        peer.send(headers(1));
        awaitTurn();
        peer.send(data(1, message("a"), true));

        assertAnswered(1, "a");
    }

    @Test
    void shouldAnswerACallWhoseMessageComesInPieces() throws Exception {
        final byte[] message = message("a");
        peer.send(joined(
                headers(1),
                data(1, Arrays.copyOf(message, 3), false),
                data(1, Arrays.copyOfRange(message, 3, message.length), true)));

        assertAnswered(1, "a");
    }

    @Test
    void shouldAnswerACallThatEndsAfterItsMessage() throws Exception {
        peer.send(joined(headers(1), data(1, message("a"), false), data(1, new byte[0], true)));

        assertAnswered(1, "a");
    }

    @Test
    void shouldForgetACallThatIsReset() throws Exception {
        peer.send(joined(
                headers(1),
                HostilePeer.frame(HostilePeer.RST_STREAM, 0, 1, HostilePeer.int32(8)),
                headers(3),
                data(3, message("c"), true)));

        assertAnswered(3, "c");
        assertEquals(List.of(), of(1, frames()));
    }

    @Test
    void shouldRefuseACallWhoseMessageIsNone() throws Exception {
        peer.send(joined(headers(1), data(1, new byte[] {0, 0, 0, 0, 1, (byte) 0xff}, true)));

        final List<Frame> answer = await(1, Frame::isEnd);

        assertEquals(1, answer.size());
        assertTrue(new String(answer.get(0).payload(), StandardCharsets.ISO_8859_1).contains("grpc-message"));
    }

    @Test
    void shouldRefuseACallThatEndsWithItsHeaders() throws Exception {
        peer.send(joined(
                headers(1),
                HostilePeer.frame(
                        HostilePeer.HEADERS, HostilePeer.END_HEADERS | HostilePeer.END_STREAM, 1, new byte[0])));

        assertEquals(1, await(1, Frame::isEnd).size());
    }

    @Test
    void shouldWaitUntilThePeerTakesTheAnswer() throws Exception {
        peer.send(HostilePeer.frame(HostilePeer.SETTINGS, 0, 0, new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, 0, 0}));
        peer.send(joined(headers(1), data(1, message("a"), true)));
        await(1, frame -> frame.type() == HostilePeer.HEADERS);
        awaitTurn();
        assertEquals(1, of(1, frames()).size());

        peer.send(HostilePeer.frame(HostilePeer.WINDOW_UPDATE, 0, 1, HostilePeer.int32(10_000)));

        assertAnswered(1, "a");
    }

    @Test
    void shouldLetGoOfAnAnswerThatNobodyTakes() throws Exception {
        peer.send(HostilePeer.frame(HostilePeer.SETTINGS, 0, 0, new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, 0, 0}));
        peer.send(joined(
                headers(1),
                data(1, message("a"), true),
                HostilePeer.frame(HostilePeer.RST_STREAM, 0, 1, HostilePeer.int32(8)),
                HostilePeer.frame(HostilePeer.SETTINGS, 0, 0, new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, 100, 0}),
                headers(3),
                data(3, message("c"), true)));

        assertAnswered(3, "c");
    }

    /** Vert.x tells every open call of it, and the plain ones are not its own. */
    @Test
    void shouldSayWhatAPeerDidWrongUnderOpenCalls() throws Exception {
        peer.send(joined(
                headers(1),
                headers(3),
                data(3, message("c"), true),
                HostilePeer.frame(HostilePeer.PING, 0, 0, new byte[7])));

        assertNotNull(peer.readUntilClosed(PATIENCE_MS), "still open");
        final Frame goAway = frames().stream()
                .filter(frame -> frame.type() == GOAWAY)
                .findFirst()
                .orElseThrow();
        assertEquals(FRAME_SIZE_ERROR, ByteBuffer.wrap(goAway.payload()).getInt(4));
    }

    private void assertAnswered(final int stream, final String contactId) throws Exception {
        final List<Frame> answer = await(stream, Frame::isEnd);

        assertEquals(
                List.of(HostilePeer.HEADERS, HostilePeer.DATA, HostilePeer.HEADERS),
                answer.stream().map(Frame::type).toList());
        final byte[] body = answer.get(1).payload();
        assertEquals(
                contactId,
                RouteResponse.parseFrom(ByteBuffer.wrap(body, 5, body.length - 5))
                        .getContactId());
    }

    /** What is there on a stream once one of its frames is as asked for. */
    private List<Frame> await(final int stream, final Predicate<Frame> isLast) {
        final long deadlineNs = System.nanoTime() + PATIENCE_MS * 1_000_000L;
        while (of(stream, frames()).stream().noneMatch(isLast)) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "nothing more on stream " + stream);
            final var unused = peer.readUntilClosed(20);
        }
        return of(stream, frames());
    }

    /** Longer than the server may hold a call back. */
    private void awaitTurn() {
        final var unused = peer.readUntilClosed(100);
    }

    private static List<Frame> of(final int stream, final List<Frame> frames) {
        return frames.stream().filter(frame -> frame.stream() == stream).toList();
    }

    private List<Frame> frames() {
        final ByteBuffer bytes = ByteBuffer.wrap(peer.text().getBytes(StandardCharsets.ISO_8859_1));
        final List<Frame> frames = new ArrayList<>();
        while (bytes.remaining() >= 9) {
            final int lengthAndType = bytes.getInt(bytes.position());
            final int length = lengthAndType >>> 8;
            if (bytes.remaining() < 9 + length) {
                break;
            }
            final byte[] payload = new byte[length];
            final int flags = bytes.get(bytes.position() + 4);
            final int stream = bytes.getInt(bytes.position() + 5);
            bytes.position(bytes.position() + 9);
            bytes.get(payload);
            frames.add(new Frame(lengthAndType & 0xff, flags, stream, payload));
        }
        return frames;
    }

    private static byte[] headers(final int stream) {
        return HostilePeer.frame(HostilePeer.HEADERS, HostilePeer.END_HEADERS, stream, HostilePeer.routeHeaders());
    }

    private static byte[] data(final int stream, final byte[] bytes, final boolean isEnd) {
        return HostilePeer.frame(HostilePeer.DATA, isEnd ? HostilePeer.END_STREAM : 0, stream, bytes);
    }

    private static byte[] message(final String contactId) {
        final byte[] message =
                RouteRequest.newBuilder().setContactId(contactId).build().toByteArray();
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] joined(final byte[]... frames) {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (final byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }
}
