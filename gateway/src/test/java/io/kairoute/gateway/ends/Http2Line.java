package io.kairoute.gateway.ends;

import static java.util.Objects.requireNonNull;

import io.kairoute.gateway.ends.Heard.Over;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One connection of HTTP/2 made by hand. It gives no stream any room to be answered until the call asks for some.
 *
 * <p>Thread-confined: owned by its peer's thread.
 */
final class Http2Line implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 0x20;
    private static final int PRIORITY_BYTES = 5;
    private static final int CANCEL = 8;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MOST_STREAMS = 200;
    private static final int LONGEST_WAIT_MS = 60_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final DefaultHttp2HeadersEncoder encoder =
            new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.ALWAYS_SENSITIVE);
    private final Map<Integer, Heard> calls = new HashMap<>();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private int streams;
    private boolean isLastOfHeaders;
    private boolean isEnding;
    private boolean isClosed;

    Http2Line(final int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 * 1024));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        final ByteBuf settings = Unpooled.buffer();
        settings.writeShort(INITIAL_WINDOW_SIZE).writeInt(0);
        frame(SETTINGS, 0, 0, bytes(settings));
        frame(WINDOW_UPDATE, 0, 0, int32(1 << 30));
    }

    /** Whether more calls may begin here. */
    boolean isUsable() {
        return !isEnding && !isClosed && streams < MOST_STREAMS;
    }

    /** Begins a call. */
    Heard begin(final Head head, final boolean isWhole) {
        streams++;
        final Heard heard = new Heard(2 * streams - 1);
        calls.put(heard.stream, heard);
        final Http2Headers headers = new DefaultHttp2Headers(false)
                .method(head.method())
                .scheme("http")
                .path(head.path())
                .authority("127.0.0.1");
        head.fields().forEach(headers::set);
        final ByteBuf encoded = Unpooled.buffer();
        try {
            encoder.encodeHeaders(heard.stream, headers, encoded);
        } catch (final Http2Exception e) {
            throw new IllegalStateException(e);
        }
        frame(HEADERS, END_HEADERS | (isWhole ? END_STREAM : 0), heard.stream, bytes(encoded));
        return heard;
    }

    void data(final Heard call, final byte[] piece, final boolean isLast) {
        frame(DATA, isLast ? END_STREAM : 0, call.stream, piece);
    }

    void reset(final Heard call) {
        if (!call.isOver()) {
            call.over(Over.LET_GO);
            frame(RST_STREAM, 0, call.stream, int32(CANCEL));
        }
    }

    /** Lets the other side answer so many bytes more. */
    void grant(final Heard call, final int bytes) {
        if (!call.isOver()) {
            frame(WINDOW_UPDATE, 0, call.stream, int32(bytes));
        }
    }

    void flush() {
        try {
            out.flush();
        } catch (final IOException e) {
            // What the other side said before it closed can still be read.
        }
    }

    /** Ends the connection by a reset: what lies in it is lost. */
    void cut() throws IOException {
        flush();
        if (!isClosed) {
            socket.setSoLinger(true, 0);
        }
        calls.values().forEach(Heard::doubt);
        closed(Over.LET_GO);
    }

    /** Says that nothing more will be sent. */
    void shut() {
        flush();
        try {
            socket.shutdownOutput();
        } catch (final IOException e) {
            // It is closed already.
        }
        calls.values().forEach(Heard::doubt);
    }

    /** Reads until something was heard of a call, or it is over. */
    void await(final Heard call, final Predicate<Heard> isEnough) throws IOException {
        flush();
        while (!call.isOver() && !isEnough.test(call)) {
            readFrame();
            flush();
        }
    }

    /** Reads what has come meanwhile, so that a connection that takes no more is known before the next call. */
    void catchUp() throws IOException {
        while (!isClosed && in.available() > 0) {
            readFrame();
        }
    }

    /** Reads until the other side closes. */
    void awaitClosed() throws IOException {
        flush();
        while (!isClosed) {
            readFrame();
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        closed(Over.LET_GO);
    }

    private void closed(final Over how) throws IOException {
        isClosed = true;
        calls.values().forEach(call -> call.over(how));
        socket.close();
    }

    private void readFrame() throws IOException {
        final byte[] payload;
        final int type;
        final int flags;
        final int stream;
        try {
            final int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            type = in.readUnsignedByte();
            flags = in.readUnsignedByte();
            stream = in.readInt() & Integer.MAX_VALUE;
            payload = in.readNBytes(length);
        } catch (final SocketTimeoutException e) {
            calls.values().removeIf(Heard::isOver);
            throw new AssertionError("neither answered nor closed within a minute: " + calls, e);
        } catch (final EOFException e) {
            closed(Over.CLOSED);
            return;
        } catch (final IOException e) {
            calls.values().forEach(Heard::doubt);
            closed(Over.CLOSED);
            return;
        }
        switch (type) {
            case DATA -> data(called(stream), payload, flags);
            case HEADERS, CONTINUATION -> headers(called(stream), payload, flags);
            case RST_STREAM ->
                called(stream).reset(Unpooled.wrappedBuffer(payload).readInt());
            case SETTINGS -> acknowledge(SETTINGS, flags, new byte[0]);
            case PING -> acknowledge(PING, flags, payload);
            case GOAWAY -> goAway(Unpooled.wrappedBuffer(payload).readInt());
            default -> {}
        }
    }

    private Heard called(final int stream) {
        return requireNonNull(calls.get(stream), () -> "a frame of stream " + stream + ", which nobody began");
    }

    private void data(final Heard call, final byte[] payload, final int flags) {
        call.mustGoOn();
        call.data(payload);
        if ((flags & END_STREAM) != 0) {
            over(call, Over.ANSWERED);
        }
    }

    private void headers(final Heard call, final byte[] payload, final int flags) {
        if ((flags & PADDED) != 0) {
            throw new AssertionError("padding was never asked for");
        }
        isLastOfHeaders |= (flags & END_STREAM) != 0;
        final int from = (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
        block.write(payload, from, payload.length - from);
        if ((flags & END_HEADERS) == 0) {
            return;
        }
        final Http2Headers headers;
        try {
            headers = decoder.decodeHeaders(call.stream, Unpooled.wrappedBuffer(block.toByteArray()));
        } catch (final Http2Exception e) {
            throw new AssertionError(e);
        }
        block.reset();
        call.mustGoOn();
        call.head(text(headers.status()), text(headers.get("grpc-status")), text(headers.get("grpc-message")));
        if (isLastOfHeaders) {
            isLastOfHeaders = false;
            over(call, Over.ANSWERED);
        }
    }

    private void goAway(final int lastStream) {
        isEnding = true;
        calls.forEach((stream, call) -> {
            if (stream > lastStream) {
                call.unseen();
            }
        });
    }

    private static void over(final Heard call, final Over how) {
        call.over(how);
    }

    private void acknowledge(final int type, final int flags, final byte[] payload) {
        if ((flags & ACK) == 0) {
            frame(type, ACK, 0, payload);
        }
    }

    private void frame(final int type, final int flags, final int stream, final byte[] payload) {
        try {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(stream);
            out.write(payload);
        } catch (final IOException e) {
            // As with flush.
        }
    }

    private static String text(final CharSequence value) {
        return value == null ? "" : value.toString();
    }

    private static byte[] int32(final int value) {
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    private static byte[] bytes(final ByteBuf buffer) {
        final byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }
}
