package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.Timestamp;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a caller can tell of whether plain calls are answered before Vert.x sees them: nothing. */
class SeamOffTest {
    private static final int PATIENCE_MS = 5_000;
    private static final int FRAME_HEADER_BYTES = 9;
    private static final int PRIORITY = 0x20;

    /** A question that gets no other answer a moment later. */
    private static final long NOON_S = 1_790_000_000L;

    private static Node on;
    private static Node off;

    /** What came on the stream of a call: its headers and trailers by name, and its message. */
    private record Answer(List<Map<String, String>> headers, ByteBuffer message) {}

    @BeforeAll
    static void start() {
        on = start("auto");
        off = start("off");
    }

    @AfterAll
    static void stop() {
        TestGateways.assertNoFault(on);
        TestGateways.assertNoFault(off);
        on.close();
        off.close();
    }

    @Test
    void shouldShowWhichWayIsTaken() {
        assertEquals(1, TestGateways.metric(on, "kairoute_plain_calls"));
        assertEquals(0, TestGateways.metric(off, "kairoute_plain_calls"));
    }

    @Test
    void shouldAnswerWithTheSameBytesBothWays() throws Exception {
        final byte[] question = framed(RouteRequest.newBuilder()
                .setContactId("c-1")
                .setTimestamp(Timestamp.newBuilder().setSeconds(NOON_S))
                .build()
                .toByteArray());

        final Answer one = ask(on, question);
        final Answer other = ask(off, question);

        assertEquals(one.headers(), other.headers());
        assertArrayEquals(one.message().array(), other.message().array());
        assertFalse(one.message().remaining() <= 5, "no answer to compare");
    }

    @Test
    void shouldRefuseWithTheSameWordsBothWays() throws Exception {
        final byte[] noMessage = {0, 0, 0, 0, 1, (byte) 0xff};

        assertEquals(ask(on, noMessage), ask(off, noMessage));
    }

    private static Node start(final String plainCalls) {
        return TestGateways.start(Map.of(Property.ROUTE_PLAIN_CALLS, plainCalls), TestTables.tenants("default"));
    }

    private static byte[] framed(final byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static Answer ask(final Node server, final byte[] question) throws Exception {
        try (HostilePeer peer = new HostilePeer(server.routePort())) {
            peer.beginHttp2();
            peer.send(HostilePeer.frame(HostilePeer.HEADERS, HostilePeer.END_HEADERS, 1, HostilePeer.routeHeaders()));
            peer.send(HostilePeer.frame(HostilePeer.DATA, HostilePeer.END_STREAM, 1, question));
            final long deadlineNs = System.nanoTime() + PATIENCE_MS * 1_000_000L;
            Answer answer = read(peer);
            while (answer == null && System.nanoTime() < deadlineNs) {
                final var unused = peer.readUntilClosed(20);
                answer = read(peer);
            }
            return Objects.requireNonNull(answer, "no answer");
        }
    }

    /** The whole answer, or null as long as its end has not come. */
    private static Answer read(final HostilePeer peer) throws Exception {
        final ByteBuffer bytes = ByteBuffer.wrap(peer.text().getBytes(StandardCharsets.ISO_8859_1));
        final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
        final List<Map<String, String>> headers = new ArrayList<>();
        byte[] message = new byte[0];
        while (bytes.remaining() >= FRAME_HEADER_BYTES) {
            final int lengthAndType = bytes.getInt();
            final int flags = bytes.get();
            final int stream = bytes.getInt();
            final byte[] payload = new byte[lengthAndType >>> 8];
            if (bytes.remaining() < payload.length) {
                return null;
            }
            bytes.get(payload);
            final int type = lengthAndType & 0xff;
            if (stream == 1 && type == HostilePeer.HEADERS) {
                final int priorityBytes = (flags & PRIORITY) == 0 ? 0 : 5;
                headers.add(named(decoder.decodeHeaders(
                        stream, Unpooled.wrappedBuffer(payload, priorityBytes, payload.length - priorityBytes))));
            } else if (stream == 1 && type == HostilePeer.DATA) {
                message = payload;
            }
            if (stream == 1 && (flags & HostilePeer.END_STREAM) != 0) {
                return new Answer(headers, ByteBuffer.wrap(message));
            }
        }
        return null;
    }

    /** All but the length, which Vert.x writes where it knows it, and which says nothing that the frames do not. */
    private static Map<String, String> named(final Http2Headers headers) {
        final Map<String, String> named = new TreeMap<>();
        headers.forEach(header ->
                named.merge(header.getKey().toString(), header.getValue().toString(), (a, b) -> a + "," + b));
        named.remove("content-length");
        return named;
    }
}
