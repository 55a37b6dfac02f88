package io.kairoute.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One connection that makes a unary gRPC call for each contact, frame by frame.
 *
 * <p>A generator must cost less than what it measures, and shares a machine with it: an HTTP client took four times what a call
 * takes here. Thread-confined: owned by its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends its stream, which is heard of
final class FrameLine extends Http2FrameAdapter implements Line {
    private static final AsciiString STATUS = AsciiString.cached("grpc-status");
    private static final AsciiString OK = AsciiString.cached("0");
    private static final AsciiString HTTP_OK = AsciiString.cached("200");
    private static final AsciiString PATH = AsciiString.cached("/kairoute.routing.v1.RoutingService/Route");
    private static final int WINDOW = 1 << 20;

    private final Http2Headers headers;
    private final int mostInFlight;
    private final AnswerSink sink;
    private final Http2ConnectionHandler handler;
    private final Http2Connection.PropertyKey callKey;
    private @Nullable ChannelHandlerContext context;
    private boolean isOpen = true;
    private boolean isUnsent;
    private int inFlight;

    /** What is known of a call that is not answered yet. */
    private static final class Call {
        private final long intendedNs;
        private String failure = "";

        Call(final long intendedNs) {
            this.intendedNs = intendedNs;
        }
    }

    private FrameLine(final String authority, final int mostInFlight, final AnswerSink sink) {
        this.mostInFlight = mostInFlight;
        this.sink = sink;
        headers = ReadOnlyHttp2Headers.clientHeaders(
                false,
                HttpMethod.POST.asciiName(),
                PATH,
                AsciiString.cached("http"),
                AsciiString.of(authority),
                AsciiString.cached("content-type"),
                AsciiString.cached("application/grpc"),
                AsciiString.cached("te"),
                AsciiString.cached("trailers"));
        handler = new Http2ConnectionHandlerBuilder()
                .server(false)
                .frameListener(this)
                .initialSettings(
                        Http2Settings.defaultSettings().pushEnabled(false).initialWindowSize(WINDOW))
                .gracefulShutdownTimeoutMillis(0)
                .build();
        callKey = handler.connection().newKey();
        handler.connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(final Http2Stream stream) {
                ended(stream, false);
            }
        });
    }

    /** Connects; the line belongs to the event loop, which must be the caller's own. */
    static Future<FrameLine> open(
            final EventLoop loop,
            final String host,
            final int port,
            final int connectMs,
            final int mostInFlight,
            final AnswerSink sink) {
        final FrameLine line = new FrameLine(host + ":" + port, mostInFlight, sink);
        final Promise<FrameLine> opened = Promise.promise();
        final var connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMs)
                .handler(line.handler)
                .connect(host, port);
        connecting.addListener(connected -> {
            if (connected.isSuccess()) {
                line.opened(connecting.channel());
                opened.complete(line);
            } else {
                opened.fail(connected.cause());
            }
        });
        return opened.future();
    }

    private void opened(final Channel channel) {
        context = channel.pipeline().context(handler);
        channel.closeFuture().addListener(closed -> isOpen = false);
    }

    @Override
    public boolean hasRoom() {
        // The target may allow fewer than we would send.
        return isOpen && inFlight < mostInFlight && handler.connection().local().canOpenStream();
    }

    @Override
    public void send(final Buffer contact, final long intendedNs) {
        final ChannelHandlerContext to = Objects.requireNonNull(context);
        final int id = handler.connection().local().incrementAndGetNextStreamId();
        inFlight++;
        handler.encoder().writeHeaders(to, id, headers, 0, false, to.newPromise());
        final @Nullable Http2Stream stream = handler.connection().stream(id);
        if (stream == null) {
            inFlight--;
            sink.failed("no more streams on this connection");
            return;
        }
        stream.setProperty(callKey, new Call(intendedNs));
        handler.encoder().writeData(to, id, Unpooled.wrappedBuffer(contact.getBytes()), 0, true, to.newPromise());
        isUnsent = true;
    }

    @Override
    public void flush() {
        if (isUnsent && context != null) {
            isUnsent = false;
            context.channel().flush();
        }
    }

    @Override
    public void onHeadersRead(
            final ChannelHandlerContext from,
            final int streamId,
            final Http2Headers read,
            final int padding,
            final boolean isEnd) {
        final @Nullable Call call = call(handler.connection().stream(streamId));
        if (call == null) {
            return;
        }
        final @Nullable CharSequence http = read.status();
        final @Nullable CharSequence status = read.get(STATUS);
        if (http != null && !HTTP_OK.contentEquals(http)) {
            call.failure = "HTTP " + http;
        } else if (status != null && !OK.contentEquals(status)) {
            call.failure = "gRPC status " + status;
        } else if (isEnd && status == null) {
            call.failure = "no gRPC status";
        }
        if (isEnd) {
            ended(handler.connection().stream(streamId), true);
        }
    }

    @Override
    public void onHeadersRead(
            final ChannelHandlerContext from,
            final int streamId,
            final Http2Headers read,
            final int dependency,
            final short weight,
            final boolean isExclusive,
            final int padding,
            final boolean isEnd) {
        onHeadersRead(from, streamId, read, padding, isEnd);
    }

    @Override
    public void onRstStreamRead(final ChannelHandlerContext from, final int streamId, final long errorCode) {
        final @Nullable Call call = call(handler.connection().stream(streamId));
        if (call != null) {
            call.failure = "stream reset, error " + errorCode;
        }
    }

    @Override
    public void onGoAwayRead(
            final ChannelHandlerContext from, final int lastStreamId, final long errorCode, final ByteBuf debugData) {
        // A target that goes away in good order answers what it has; what comes next needs another connection.
        isOpen = false;
    }

    private @Nullable Call call(final @Nullable Http2Stream stream) {
        return stream == null ? null : stream.<@Nullable Call>getProperty(callKey);
    }

    // By its last headers, or by whatever else closed the stream.
    private void ended(final @Nullable Http2Stream stream, final boolean isAnswered) {
        final @Nullable Call call = call(stream);
        if (call == null || stream == null) {
            return;
        }
        stream.removeProperty(callKey);
        inFlight--;
        if (!call.failure.isEmpty()) {
            sink.failed(call.failure);
        } else if (isAnswered) {
            sink.answered(call.intendedNs);
        } else {
            sink.failed("connection lost");
        }
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }
}
