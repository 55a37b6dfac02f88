package io.kairoute.gateway.route;

import static io.kairoute.gateway.route.HostilePeer.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the protocols let an attacker, or a careless client, send; a good client beside it must notice nothing. */
class HostilePeerTest {
    private static final int HEAD_TIMEOUT_MS = 400;
    private static final int CONNECTIONS = 40;
    private static final int CLOSED_MS = 10_000;

    /** More than any limit lets pass, and over in a moment. */
    private static final int FLOOD = 20_000;

    private static final Charset ISO = StandardCharsets.ISO_8859_1;

    private static Node server;
    private static GoodNeighbour neighbour;

    @BeforeAll
    static void start() {
        server = TestGateways.start(
                Map.of(
                        Property.ROUTE_SERVER_DEADLINE,
                        "1s",
                        Property.ROUTE_HEAD_TIMEOUT,
                        HEAD_TIMEOUT_MS + "ms",
                        Property.ROUTE_IDLE_TIMEOUT,
                        "3s",
                        Property.ROUTE_MAX_CONNECTIONS,
                        Integer.toString(CONNECTIONS)),
                TestTables.tenants("default"));
        neighbour = new GoodNeighbour(server.routePort());
    }

    @AfterAll
    static void stop() throws Exception {
        neighbour.close();
        TestGateways.assertNoFault(server);
        server.close();
    }

    static Stream<Arguments> shouldCloseConnectionsThatFlood() {
        return Stream.of(
                flood("pings", i -> frame(HostilePeer.PING, 0, 0, new byte[8])),
                flood("settings", i -> frame(HostilePeer.SETTINGS, 0, 0, new byte[0])),
                flood("window updates", i -> frame(HostilePeer.WINDOW_UPDATE, 0, 0, HostilePeer.int32(1))),
                flood("priorities", i -> frame(HostilePeer.PRIORITY, 0, 2 * i + 1, new byte[] {0, 0, 0, 0, 9})),
                flood("frames of no known kind", i -> frame(0x77, 0, 0, new byte[3])),
                flood("resets", HostilePeerTest::rapidReset),
                flood("continuations", i -> i == 0 ? openHeaders() : continuation(1, "")),
                flood("a hundred thousand headers", i -> i == 0 ? openHeaders() : continuation(400, "a")),
                flood("headers that unpack to much", i -> i == 0 ? openHeaders() : indexedAgain(i)),
                flood("empty data", i -> i == 0 ? headersOnly() : frame(HostilePeer.DATA, 0, 1, new byte[0])),
                flood(
                        "streams that never end",
                        i -> frame(
                                HostilePeer.HEADERS, HostilePeer.END_HEADERS, 2 * i + 1, HostilePeer.routeHeaders())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldCloseConnectionsThatFlood(final String what, final IntFunction<byte[]> frames) throws Exception {
        neighbour.noticesNothingOf(() -> {
            try (HostilePeer peer = new HostilePeer(server.routePort())) {
                peer.beginHttp2();

                boolean isOpen = true;
                for (int i = 0; i < FLOOD && isOpen; i++) {
                    isOpen = peer.send(frames.apply(i));
                }

                assertNotNull(peer.readUntilClosed(CLOSED_MS), what + ": still open");
            }
        });
    }

    static Stream<Arguments> shouldCloseConnectionsThatBreakHttp2() {
        return Stream.of(
                Arguments.of("wrong preface", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                Arguments.of("no settings first", begun(frame(HostilePeer.PING, 0, 0, new byte[8]))),
                Arguments.of(
                        "a frame of 16 MB",
                        begun(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0, 0, 1})),
                Arguments.of("a ping of 7 bytes", begun(settings(), frame(HostilePeer.PING, 0, 0, new byte[7]))),
                Arguments.of("headers on stream 0", begun(settings(), headers(0))),
                Arguments.of("headers on an even stream", begun(settings(), headers(2))),
                Arguments.of("data before headers", begun(settings(), frame(HostilePeer.DATA, 0, 1, new byte[9]))),
                Arguments.of(
                        "headers that are no HPACK",
                        begun(settings(), frame(HostilePeer.HEADERS, HostilePeer.END_HEADERS, 1, new byte[] {
                            (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff
                        }))),
                Arguments.of(
                        "a window of more than 2^31",
                        begun(settings(), frame(HostilePeer.WINDOW_UPDATE, 0, 0, HostilePeer.int32(0x7fffffff)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldCloseConnectionsThatBreakHttp2(final String what, final byte[] bytes) throws Exception {
        neighbour.noticesNothingOf(() -> {
            try (HostilePeer peer = new HostilePeer(server.routePort())) {
                peer.send(bytes);

                assertNotNull(peer.readUntilClosed(CLOSED_MS), what + ": still open");
            }
        });
    }

    static Stream<Arguments> shouldCloseConnectionsThatTakeTheirTime() {
        final String head = "POST /v1/route HTTP/1.1\r\nhost: localhost\r\nx-a: ";
        return Stream.of(
                Arguments.of("nothing at all", new byte[0], ""),
                Arguments.of("half a preface", "PRI * HTT".getBytes(StandardCharsets.US_ASCII), ""),
                Arguments.of("half a head", head.getBytes(StandardCharsets.US_ASCII), "HTTP/1.1 408"),
                Arguments.of("no settings", begun(), ""),
                Arguments.of("nothing after the settings", begun(settings()), ""),
                Arguments.of("half a frame", begun(settings(), new byte[] {0, 0, 8, 6}), ""),
                Arguments.of("half a block of headers", begun(settings(), openHeaders()), ""),
                Arguments.of("half a handshake", new byte[] {0x16, 3, 1, 2, 0, 1}, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldCloseConnectionsThatTakeTheirTime(final String what, final byte[] opening, final String answer)
            throws Exception {
        neighbour.noticesNothingOf(() -> {
            try (HostilePeer peer = new HostilePeer(server.routePort())) {
                peer.send(opening);

                final String said = peer.readUntilClosed(CLOSED_MS);

                assertNotNull(said, what + ": still open");
                assertTrue(said.startsWith(answer), said);
            }
        });
    }

    static Stream<Arguments> shouldCloseConnectionsThatSpeakOneByteATime() {
        return Stream.of(
                Arguments.of("a head", "POST /v1/route HTTP/1.1\r\nx: " + "a".repeat(1_000), ""),
                Arguments.of("a frame", "\0\0\0\6\0\0\0\0\0".repeat(1_000), new String(begun(settings()), ISO)),
                Arguments.of("a preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0".repeat(100), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldCloseConnectionsThatSpeakOneByteATime(final String what, final String text, final String opening)
            throws Exception {
        neighbour.noticesNothingOf(() -> {
            try (HostilePeer peer = new HostilePeer(server.routePort())) {
                peer.send(opening);
                String said = null;
                // A head or frame of even 18 bytes would take four timeouts.
                for (int i = 0; i < 100 && said == null; i++) {
                    peer.send(text.substring(i, i + 1));
                    said = peer.readUntilClosed(HEAD_TIMEOUT_MS / 4);
                }
                assertNotNull(said, what + ": still open");
            }
        });
    }

    static Stream<Arguments> shouldRefuseBadRequestsOfHttp1() {
        final String json = "POST /v1/route HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
        return Stream.of(
                Arguments.of("a hundred thousand headers", json + "a: b\r\n".repeat(100_000) + "\r\n", "431"),
                Arguments.of("a line of a megabyte", "GET /" + "a".repeat(1_000_000) + " HTTP/1.1\r\n\r\n", "414"),
                Arguments.of("a body of 10 MB", json + body("[".repeat(10_000_000)), "413"),
                Arguments.of("deep nesting", json + body("{\"a\":" + "[".repeat(8_000)), "400"),
                Arguments.of("a key given twice", json + body("{\"contact_id\":\"a\",\"contact_id\":\"b\"}"), "400"),
                Arguments.of("a number of 9,000 digits", json + body("{\"attempt\":" + "9".repeat(9_000) + "}"), "400"),
                Arguments.of(
                        "a bomb",
                        json + "content-encoding: gzip\r\n" + body(new String(gzip(new byte[10_000_000]), ISO)),
                        "415"),
                Arguments.of("a length below nothing", json + "content-length: -1\r\n\r\n", "400"),
                Arguments.of("two lengths", json + "content-length: 2\r\ncontent-length: 3\r\n\r\n{}", "400"),
                Arguments.of(
                        "a length and chunks",
                        json + "content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        "400"),
                Arguments.of(
                        "a chunk of 2^64", json + "transfer-encoding: chunked\r\n\r\nffffffffffffffff1\r\n{}", "400"),
                Arguments.of("two hosts", json + "host: localhost\r\nconnection: close\r\n" + body("{}"), "400"),
                Arguments.of("no version", "POST /v1/route\r\n\r\n", "400"),
                Arguments.of("no HTTP", "\1\2\3\4\5\r\n\r\n", "400"),
                Arguments.of(
                        "another type",
                        "POST /v1/route HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/html\r\n" + body("{}"),
                        "415"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldRefuseBadRequestsOfHttp1(final String what, final String request, final String status) throws Exception {
        neighbour.noticesNothingOf(() -> {
            try (HostilePeer peer = new HostilePeer(server.routePort())) {
                peer.send(request);

                final String said = peer.readUntilClosed(CLOSED_MS);

                assertNotNull(said, what + ": still open, after " + peer.text());
                assertTrue(said.matches("(?s)(HTTP/1[.][01] )?" + status + "( .*)?"), what + ": " + said);
            }
        });
    }

    @Test
    void shouldCloseConnectionsOverTheLimitAndServeTheOthers() throws Exception {
        neighbour.noticesNothingOf(() -> {
            final double before = TestGateways.metric(server, "kairoute_rejected_total");
            final List<HostilePeer> peers = new ArrayList<>();
            try {
                for (int i = 0; i < 2 * CONNECTIONS; i++) {
                    peers.add(new HostilePeer(server.routePort()));
                }
                int closed = 0;
                for (final HostilePeer peer : peers) {
                    closed += peer.readUntilClosed(1) == null ? 0 : 1;
                }
                assertTrue(closed > CONNECTIONS / 2, "only " + closed + " were closed");
                assertTrue(TestGateways.metric(server, "kairoute_rejected_total") >= before + CONNECTIONS / 2.0);
            } finally {
                for (final HostilePeer peer : peers) {
                    peer.close();
                }
            }
        });
        final long deadlineNs = System.nanoTime() + 5_000_000_000L;
        while (TestGateways.metric(server, "kairoute_connections_open{listener=\"route\"}") > 1
                && System.nanoTime() < deadlineNs) {
            Thread.onSpinWait();
        }
        assertEquals(1, TestGateways.metric(server, "kairoute_connections_open{listener=\"route\"}"));
    }

    private static Arguments flood(final String what, final IntFunction<byte[]> frames) {
        return Arguments.of(what, frames);
    }

    private static byte[] begun(final byte[]... frames) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        for (final byte[] frame : frames) {
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    private static byte[] settings() {
        return frame(HostilePeer.SETTINGS, 0, 0, new byte[0]);
    }

    private static byte[] headers(final int stream) {
        return frame(HostilePeer.HEADERS, HostilePeer.END_HEADERS, stream, HostilePeer.routeHeaders());
    }

    private static byte[] headersOnly() {
        return headers(1);
    }

    private static byte[] openHeaders() {
        return frame(HostilePeer.HEADERS, 0, 1, HostilePeer.routeHeaders());
    }

    /** Headers of one letter each; none at all makes the frame that is known as a small continuation. */
    private static byte[] continuation(final int headers, final String name) {
        final ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < headers && !name.isEmpty(); i++) {
            block.write(0x10);
            block.write(1);
            block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            block.write(1);
            block.write('b');
        }
        return frame(HostilePeer.CONTINUATION, 0, 1, block.toByteArray());
    }

    /** One header of 4,000 bytes goes into the table; then each byte stands for all of it. */
    private static byte[] indexedAgain(final int i) {
        final ByteArrayOutputStream block = new ByteArrayOutputStream();
        if (i == 1) {
            block.write(0x40);
            block.write(1);
            block.write('a');
            block.writeBytes(new byte[] {0x7f, (byte) 0xa1, 0x1e}); // 4,000
            block.writeBytes(new byte[4_000]);
        } else {
            block.writeBytes("\u00be".repeat(1_000).getBytes(ISO));
        }
        return frame(HostilePeer.CONTINUATION, 0, 1, block.toByteArray());
    }

    private static byte[] rapidReset(final int i) {
        final ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(headers(2 * i + 1));
        both.writeBytes(frame(HostilePeer.RST_STREAM, 0, 2 * i + 1, HostilePeer.int32(8)));
        return both.toByteArray();
    }

    private static String body(final String text) {
        return "content-length: " + text.length() + "\r\nconnection: close\r\n\r\n" + text;
    }

    private static byte[] gzip(final byte[] bytes) {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }
}
