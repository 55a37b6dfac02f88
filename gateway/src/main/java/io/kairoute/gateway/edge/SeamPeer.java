package io.kairoute.gateway.edge;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the listener of {@link SeamCheck} for two answers, then breaks the protocol. Blocks its thread, for a stated time at most. */
final class SeamPeer {
    /** How many streams there are: one is answered past Vert.x, one left to Vert.x, one open when the protocol is broken. */
    static final int STREAMS = 3;

    static final int ANSWERED = 1;
    static final int LEFT = 3;
    private static final int HELD = 5;

    private static final int HEADER_BYTES = 9;
    private static final int MOST_PAYLOAD = 16 * 1024;

    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int END_HEADERS = 4;
    private static final int END_STREAM = 1;
    private static final int FRAME_SIZE_ERROR = 6;

    /** GET, http, the path "/" and the authority "x". */
    private static final byte[] REQUEST = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'x'};

    private final Socket socket;
    private final DataInputStream in;
    private final long endNs;
    private byte[] payload = new byte[0];

    private SeamPeer(final Socket socket, final long endNs) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.endNs = endNs;
    }

    /** What the listener does wrong, in a few words; null for nothing. */
    static @Nullable String ask(final String host, final int port, final long mostMs) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) mostMs);
            return new SeamPeer(socket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs)).ask();
        }
    }

    private @Nullable String ask() throws IOException {
        try {
            socket.getOutputStream().write(requests());
            for (int answers = 0; answers < 2; ) {
                answers += nextType() == HEADERS ? 1 : 0;
            }
        } catch (final IOException e) {
            return "streams are not answered: " + e;
        }
        try {
            socket.getOutputStream().write(frame(PING, 0, 0, new byte[7]));
            int type = nextType();
            while (type != GOAWAY) {
                type = nextType();
            }
        } catch (final IOException e) {
            return "an error of the protocol under an open stream is not answered: " + e;
        }
        return payload.length >= 8 && ByteBuffer.wrap(payload).getInt(4) == FRAME_SIZE_ERROR
                ? null
                : "an error of the protocol is told as another one";
    }

    private static byte[] requests() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
        bytes.writeBytes(frame(HEADERS, END_HEADERS | END_STREAM, ANSWERED, REQUEST));
        bytes.writeBytes(frame(HEADERS, END_HEADERS | END_STREAM, LEFT, REQUEST));
        bytes.writeBytes(frame(HEADERS, END_HEADERS, HELD, REQUEST));
        return bytes.toByteArray();
    }

    private static byte[] frame(final int type, final int flags, final int stream, final byte[] content) {
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .putInt(content.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(content)
                .array();
    }

    /** Reads the next frame. */
    private int nextType() throws IOException {
        final long restMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
        if (restMs <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        socket.setSoTimeout((int) restMs);
        final int lengthAndType = in.readInt();
        in.skipNBytes(HEADER_BYTES - Integer.BYTES);
        final int length = lengthAndType >>> 8;
        if (length > MOST_PAYLOAD) {
            throw new IOException("a frame of " + length + " bytes");
        }
        payload = new byte[length];
        in.readFully(payload);
        return lengthAndType & 0xff;
    }
}
