package io.kairoute.gateway.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client made by hand, one byte after the other, that keeps to no rule. */
final class HostilePeer implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int INITIAL_WINDOW_SIZE = 4;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int marks;

    HostilePeer(final int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    /** Sends text as it is. */
    void send(final String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes; false when the connection is gone. */
    boolean send(final byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    /** Begins HTTP/2 and lets nothing but heads be answered: no message fits into its windows. */
    void beginHttp2WithoutWindow() {
        beginHttp2();
        send(frame(SETTINGS, 0, 0, new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, 0, 0}));
    }

    /** Waits until the other side has read all that was sent over HTTP/2; false when it does not say so in that time. */
    boolean isRead(final long mostMs) {
        final String mark = "mark" + (char) ('a' + marks / 26) + (char) ('a' + marks++ % 26) + "..";
        send(frame(PING, 0, 0, mark.getBytes(StandardCharsets.US_ASCII)));
        final long deadlineNs = System.nanoTime() + mostMs * 1_000_000;
        while (!text().contains(mark) && System.nanoTime() < deadlineNs) {
            final var unused = readUntilClosed(50);
        }
        return text().contains(mark);
    }

    /** Begins HTTP/2 properly. */
    void beginHttp2() {
        send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        send(frame(SETTINGS, 0, 0, new byte[0]));
    }

    /** One frame. */
    static byte[] frame(final int type, final int flags, final int stream, final byte[] payload) {
        final byte[] frame = new byte[9 + payload.length];
        frame[0] = (byte) (payload.length >> 16);
        frame[1] = (byte) (payload.length >> 8);
        frame[2] = (byte) payload.length;
        frame[3] = (byte) type;
        frame[4] = (byte) flags;
        putInt(frame, 5, stream);
        System.arraycopy(payload, 0, frame, 9, payload.length);
        return frame;
    }

    /** A block of headers that POSTs gRPC to the route method: indexed names, literal values, nothing compressed. */
    static byte[] routeHeaders() {
        return grpcHeaders("/kairoute.routing.v1.RoutingService/Route");
    }

    /** As {@link #routeHeaders}, to the path given. */
    static byte[] grpcHeaders(final String path) {
        final ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        block.write(0x86); // :scheme http
        literal(block, 4, path); // :path
        literal(block, 1, "localhost"); // :authority
        literal(block, 31, "application/grpc"); // content-type
        return block.toByteArray();
    }

    /** As {@link #grpcHeaders(String)}, with a token. */
    static byte[] grpcHeaders(final String path, final String token) {
        final ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.writeBytes(grpcHeaders(path));
        literal(block, 23, "Bearer " + token); // authorization
        return block.toByteArray();
    }

    /** A literal header that is not indexed, its name by index. */
    private static void literal(final ByteArrayOutputStream block, final int nameIndex, final String value) {
        if (nameIndex < 15) {
            block.write(nameIndex);
        } else {
            block.write(0x0f);
            block.write(nameIndex - 15);
        }
        writeLength(block, value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** A whole number behind a prefix of seven bits. */
    private static void writeLength(final ByteArrayOutputStream block, final int length) {
        if (length < 127) {
            block.write(length);
            return;
        }
        block.write(127);
        int left = length - 127;
        while (left > 127) {
            block.write((left & 0x7f) | 0x80);
            left >>= 7;
        }
        block.write(left);
    }

    static byte[] int32(final int value) {
        final byte[] bytes = new byte[4];
        putInt(bytes, 0, value);
        return bytes;
    }

    private static void putInt(final byte[] bytes, final int at, final int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> (8 * (3 - i)));
        }
    }

    /** Reads until the other side closes; null when it does not in that time. */
    @Nullable
    String readUntilClosed(final long mostMs) {
        final long deadlineNs = System.nanoTime() + mostMs * 1_000_000;
        final byte[] piece = new byte[8 * 1024];
        try {
            socket.setSoTimeout(50);
            while (System.nanoTime() < deadlineNs) {
                try {
                    final int count = socket.getInputStream().read(piece);
                    if (count < 0) {
                        return text();
                    }
                    received.write(piece, 0, count);
                } catch (final SocketTimeoutException e) {
                    // Looks at the time again.
                }
            }
            return null;
        } catch (final IOException e) {
            // A reset is an end, too.
            return text();
        }
    }

    /** What was read so far. */
    String text() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
