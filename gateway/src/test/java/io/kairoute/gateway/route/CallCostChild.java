package io.kairoute.gateway.route;

import static io.kairoute.gateway.route.HostilePeer.DATA;
import static io.kairoute.gateway.route.HostilePeer.END_HEADERS;
import static io.kairoute.gateway.route.HostilePeer.END_STREAM;
import static io.kairoute.gateway.route.HostilePeer.HEADERS;
import static io.kairoute.gateway.route.HostilePeer.SETTINGS;
import static io.kairoute.gateway.route.HostilePeer.WINDOW_UPDATE;
import static io.kairoute.gateway.route.HostilePeer.frame;
import static io.kairoute.gateway.route.HostilePeer.int32;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells what a call costs an event loop that answers it and one that refuses it, in processor time.
 *
 * <p>The unit is a computation that no change of the gateway touches: Netty takes apart the headers of the same call, and the generated
 * classes its message. All three take turns, so that whatever else the machine does makes them dear alike, and the turn that a
 * quarter of the turns undercut counts: what disturbs a turn only ever adds to it. A virtual machine of its own has met nothing but these calls, and its plain compiler has no choices to make.
 */
final class CallCostChild {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final String KEY = "key-of-a-caller";
    private static final int TOGETHER = 50;
    private static final int CALLS = 2_000;
    private static final int WARM_UP_TURNS = 20;
    private static final int TURNS = 41;
    private static final byte[] HEAD = HostilePeer.grpcHeaders("/kairoute.routing.v1.RoutingService/Route", KEY);
    private static final byte[] QUESTION = RouteRequest.newBuilder()
            .setContactId("c")
            .setCustomerKey("crm:1")
            .setChannel("VOICE")
            .setIntent("no_internet")
            .setIntentConfidence(0.95)
            .build()
            .toByteArray();

    private CallCostChild() {}

    /**
     * Measures, and prints the two costs as {@code cost answered=6.10 refused=5.20}.
     *
     * @param arguments a file with the credentials of {@link #KEY}
     */
    public static void main(final String[] arguments) throws Exception {
        // One call a second is answered; all others are over the quota.
        try (Loop answering = new Loop(arguments[0], "0");
                Loop refusing = new Loop(arguments[0], "1")) {
            final double[] answered = new double[TURNS];
            final double[] refused = new double[TURNS];
            for (int turn = -WARM_UP_TURNS; turn < TURNS; turn++) {
                final double unit = unitNs();
                final double answeredNs = answering.turnNs();
                final double refusedNs = refusing.turnNs();
                if (turn >= 0) {
                    answered[turn] = answeredNs / unit;
                    refused[turn] = refusedNs / unit;
                }
            }
            answering.assertAll("OK");
            refusing.assertAll("RESOURCE_EXHAUSTED");
            System.out.printf(
                    Locale.ROOT, "cost answered=%.3f refused=%.3f%n", lowerQuartile(answered), lowerQuartile(refused));
        }
    }

    /** What the computation took that costs are told in. */
    private static double unitNs() throws Http2Exception, IOException {
        final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
        final ByteBuf head = Unpooled.wrappedBuffer(HEAD);
        final long beforeNs = THREADS.getCurrentThreadCpuTime();
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += decoder.decodeHeaders(1, head.readerIndex(0)).size();
            sum += RouteRequest.parseFrom(QUESTION).getContactId().length();
        }
        final long tookNs = THREADS.getCurrentThreadCpuTime() - beforeNs;
        if (sum != CALLS * 7) {
            throw new AssertionError("six fields of headers and a contact of one letter, not " + sum);
        }
        return tookNs;
    }

    private static double lowerQuartile(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 4];
    }

    /** A node of one event loop, and a peer that asks it. */
    private static final class Loop implements AutoCloseable {
        private final Node node;
        private final Socket socket;
        private final DataInputStream answers;
        private final List<Long> threads;
        private int stream = 1;

        Loop(final String credentials, final String quota) throws IOException {
            final List<Long> others = eventLoops();
            node = TestGateways.start(
                    Map.of(Property.IDENTITY_CREDENTIALS, credentials, Property.ROUTE_TENANT_QUOTA, quota),
                    TestTables.tenants("default"));
            socket = new Socket(InetAddress.getLoopbackAddress(), node.routePort());
            socket.setTcpNoDelay(true);
            answers = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
            socket.getOutputStream().write(frame(WINDOW_UPDATE, 0, 0, int32(Integer.MAX_VALUE - 65_535)));
            ask();
            threads = eventLoops().stream().filter(id -> !others.contains(id)).toList();
        }

        /** What the event loop worked for a turn of calls. */
        double turnNs() throws IOException {
            final long beforeNs = workedNs();
            for (int i = 0; i < CALLS; i += TOGETHER) {
                ask();
            }
            return workedNs() - beforeNs;
        }

        private void ask() throws IOException {
            final byte[] message = ByteBuffer.allocate(5 + QUESTION.length)
                    .put((byte) 0)
                    .putInt(QUESTION.length)
                    .put(QUESTION)
                    .array();
            final ByteArrayOutputStream calls = new ByteArrayOutputStream();
            for (int i = 0; i < TOGETHER; i++) {
                calls.writeBytes(frame(HEADERS, END_HEADERS, stream, HEAD));
                calls.writeBytes(frame(DATA, END_STREAM, stream, message));
                stream += 2;
            }
            socket.getOutputStream().write(calls.toByteArray());
            int left = TOGETHER;
            while (left > 0) {
                final int lengthAndType = answers.readInt();
                final int flags = answers.readUnsignedByte();
                answers.skipNBytes(Integer.BYTES + (lengthAndType >>> 8));
                final boolean isHeaders = (lengthAndType & 0xff) == HEADERS;
                left -= isHeaders && (flags & END_STREAM) != 0 ? 1 : 0;
            }
        }

        /** Nearly all calls ended with this code: some of the others were within the quota. */
        void assertAll(final String code) {
            final double calls = TestGateways.metric(node, "kairoute_calls_total");
            final double ended =
                    TestGateways.metric(node, "kairoute_calls_total{code=\"" + code + "\",method=\"route\"}");
            if (ended < 0.99 * calls) {
                throw new AssertionError(ended + " of " + calls + " calls ended with " + code);
            }
        }

        private long workedNs() {
            return threads.stream().mapToLong(THREADS::getThreadCpuTime).sum();
        }

        private static List<Long> eventLoops() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().contains("vert.x-eventloop"))
                    .map(Thread::getId)
                    .toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            node.close();
        }
    }
}
