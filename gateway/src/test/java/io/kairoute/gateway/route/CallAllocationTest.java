package io.kairoute.gateway.route;

import static io.kairoute.gateway.route.HostilePeer.DATA;
import static io.kairoute.gateway.route.HostilePeer.END_HEADERS;
import static io.kairoute.gateway.route.HostilePeer.END_STREAM;
import static io.kairoute.gateway.route.HostilePeer.HEADERS;
import static io.kairoute.gateway.route.HostilePeer.SETTINGS;
import static io.kairoute.gateway.route.HostilePeer.WINDOW_UPDATE;
import static io.kairoute.gateway.route.HostilePeer.frame;
import static io.kairoute.gateway.route.HostilePeer.int32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What an event loop allocates for one unary call, all of HTTP/2 included: what it may grow to, and no further.
 *
 * <p>The calls come from a socket and not from a client library: headers and message in one piece, so that none of them takes the
 * longer way since the machine was busy between the two.
 */
@Tag("alone")
class CallAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int TOGETHER = 20;
    private static final int CALLS = 10_000;

    /** Code that is not compiled yet allocates what compiled code does not, so that the least of the rounds counts. */
    private static final int ROUNDS = 10;

    private static final int MOST_BYTES = 2_540;

    private static final byte[] QUESTION = RouteRequest.newBuilder()
            .setContactId("c")
            .setCustomerKey("crm:1")
            .build()
            .toByteArray();

    @Test
    void shouldStayWithinItsBytesForACall() throws IOException {
        try (Node server = TestGateways.start(TestTables.tenants("default"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
            final DataInputStream answers = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
            socket.getOutputStream().write(frame(WINDOW_UPDATE, 0, 0, int32(Integer.MAX_VALUE - 65_535)));

            final List<Long> rounds = new ArrayList<>();
            int stream = 1;
            for (int round = 0; round < ROUNDS; round++) {
                final Map<Long, Long> before = allocated();
                for (int i = 0; i < CALLS; i += TOGETHER) {
                    socket.getOutputStream().write(calls(stream));
                    awaitAnswers(answers);
                    stream += 2 * TOGETHER;
                }
                rounds.add(mostGrown(before) / CALLS);
            }

            System.out.println("bytes for a call: " + rounds);
            assertEquals(
                    (double) ROUNDS * CALLS,
                    TestGateways.metric(server, "kairoute_calls_total{code=\"OK\",method=\"route\"}"));
            final long least = Collections.min(rounds);
            assertTrue(least > 0, "no event loop was seen at work");
            assertTrue(least <= MOST_BYTES, () -> "bytes for a call: " + rounds);
        }
    }

    private static byte[] calls(final int firstStream) {
        final byte[] message = ByteBuffer.allocate(5 + QUESTION.length)
                .put((byte) 0)
                .putInt(QUESTION.length)
                .put(QUESTION)
                .array();
        final ByteArrayOutputStream calls = new ByteArrayOutputStream();
        for (int i = 0; i < TOGETHER; i++) {
            calls.writeBytes(frame(HEADERS, END_HEADERS, firstStream + 2 * i, HostilePeer.routeHeaders()));
            calls.writeBytes(frame(DATA, END_STREAM, firstStream + 2 * i, message));
        }
        return calls.toByteArray();
    }

    private static void awaitAnswers(final DataInputStream answers) throws IOException {
        int left = TOGETHER;
        while (left > 0) {
            final int lengthAndType = answers.readInt();
            final int flags = answers.readUnsignedByte();
            answers.skipNBytes(Integer.BYTES + (lengthAndType >>> 8));
            final boolean isHeaders = (lengthAndType & 0xff) == HEADERS;
            left -= isHeaders && (flags & END_STREAM) != 0 ? 1 : 0;
        }
    }

    /** Other tests' event loops are about, but only one has these calls. */
    private static long mostGrown(final Map<Long, Long> before) {
        return allocated().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .max()
                .orElse(0);
    }

    private static Map<Long, Long> allocated() {
        final Map<Long, Long> bytes = new HashMap<>();
        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("vert.x-eventloop")) {
                bytes.put(thread.getId(), THREADS.getThreadAllocatedBytes(thread.getId()));
            }
        }
        return bytes;
    }
}
