package io.kairoute.gateway.edge;

import io.kairoute.gateway.observe.RejectCause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection from its first byte, and closes it when it is too slow or too idle-handed.
 *
 * <pre>
 *   [silent] --first byte 'P'--> [HTTP/2: frames]     slow: GOAWAY      flooded: GOAWAY
 *      |-------any other-------> [HTTP/1: heads]      slow: 408
 *      +-------under TLS-------> moves behind the TLS handler, silent again
 * </pre>
 *
 * <p>A timer runs only while something has begun and not ended, and there is one at most. Thread-confined: owned by its
 * event loop.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    /** "PRI * HTTP/2.0"; no method of HTTP/1 that is taken here begins like it, but POST and PUT do by one letter. */
    private static final byte[] PREFACE_START = {'P', 'R', 'I', ' '};

    private static final ByteBuf TIMED_OUT = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                    "HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
                    StandardCharsets.US_ASCII)
            .asReadOnly());

    /** GOAWAY: the last stream is the highest there can be, for no call is taken back; error ENHANCE_YOUR_CALM. */
    private static final ByteBuf CALM_DOWN = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(
                    new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0xb})
            .asReadOnly());

    /** Where the status of an answer of HTTP/1 starts. */
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final ConnectionPolicy policy;
    private @Nullable FrameScan frames;
    private @Nullable HeadScan heads;
    private int prefaceLength;
    private boolean isTimed;
    private boolean isClosing;

    /** When what is open now began. */
    private long sinceNs;

    private int lastProgress;

    ConnectionGuard(final ConnectionPolicy policy) {
        this.policy = policy;
    }

    // What is written without a promise fails into the pipeline, and the framework closes the whole connection for it:
    // also where
    // only one caller has left, in the moment in which it is answered.
    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        final Http2Exception fault = Http2CodecUtil.getEmbeddedHttp2Exception(cause);
        if (fault == null || !Http2Exception.isStreamError(fault) || !isLeft(context, Http2Exception.streamId(fault))) {
            context.fireExceptionCaught(cause);
        }
    }

    private static boolean isLeft(final ChannelHandlerContext context, final int stream) {
        final Http2ConnectionHandler handler = context.pipeline().get(Http2ConnectionHandler.class);
        final Http2Stream left = handler == null ? null : handler.connection().stream(stream);
        return left == null || left.state() == Http2Stream.State.CLOSED;
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            begin(context);
        }
    }

    @Override
    public void channelActive(final ChannelHandlerContext context) {
        begin(context);
        context.fireChannelActive();
    }

    // Who sends no more is answered over HTTP/1 alone: over HTTP/2 it could neither take back a call nor make room for
    // its answer.
    @Override
    public void userEventTriggered(final ChannelHandlerContext context, final Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && context.pipeline().get(LastAnswer.class) == null) {
            final var unused = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    /** By the clock that the event loop's timers go by. */
    private static long nowNs(final ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    /** Silence counts as a head that takes its time. */
    private void begin(final ChannelHandlerContext context) {
        sinceNs = nowNs(context);
        startTimer(context, policy.headTimeoutNs());
    }

    @Override
    public void channelRead(final ChannelHandlerContext context, final Object message) {
        if (isClosing) {
            ReferenceCountUtil.release(message);
            return;
        }
        final ChannelHandlerContext tls =
                frames == null && heads == null ? context.pipeline().context(SslHandler.class) : null;
        if (tls != null && isBefore(context, tls)) {
            context.pipeline().addAfter(tls.name(), null, new ConnectionGuard(policy));
            isClosing = true;
            context.fireChannelRead(message);
            context.pipeline().remove(this);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            look(context, bytes);
        }
        if (isClosing) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static boolean isBefore(final ChannelHandlerContext context, final ChannelHandlerContext tls) {
        return context.pipeline().names().indexOf(context.name())
                < context.pipeline().names().indexOf(tls.name());
    }

    private void look(final ChannelHandlerContext context, final ByteBuf bytes) {
        if (heads == null ? frames == null : heads.isBetween() && isPreface(bytes)) {
            heads = null;
            tellProtocol(bytes);
        }
        final long nowNs = nowNs(context);
        final FrameScan scan = frames;
        if (scan != null) {
            final boolean wasWithin = scan.isWithin();
            scan.scan(bytes, nowNs);
            if (scan.isFlooded()) {
                close(context, RejectCause.FRAME_FLOOD);
                return;
            }
            if (!wasWithin || scan.progress() != lastProgress) {
                sinceNs = nowNs;
                lastProgress = scan.progress();
            }
        } else if (heads != null) {
            final boolean wasWithin = heads.isWithin();
            heads.scan(bytes);
            if (!wasWithin) {
                sinceNs = nowNs;
            }
        }
        if (isOpen()) {
            startTimer(context, policy.headTimeoutNs());
        }
    }

    /** HTTP/2 when the first bytes, in however many pieces they come, are those of its preface. */
    private void tellProtocol(final ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (prefaceLength < PREFACE_START.length && at < bytes.writerIndex()) {
            if (bytes.getByte(at++) != PREFACE_START[prefaceLength]) {
                heads = new HeadScan();
                return;
            }
            prefaceLength++;
        }
        if (prefaceLength == PREFACE_START.length) {
            final FrameScan scan = new FrameScan();
            // What came in earlier pieces was held back nowhere: the scan has to be told that it is over.
            scan.skipped(prefaceLength - (at - bytes.readerIndex()));
            frames = scan;
        }
    }

    /** A connection of HTTP/1 may be upgraded: its next words are then the preface. */
    private static boolean isPreface(final ByteBuf bytes) {
        for (int i = 0; i < PREFACE_START.length; i++) {
            if (bytes.readableBytes() <= i || bytes.getByte(bytes.readerIndex() + i) != PREFACE_START[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void write(final ChannelHandlerContext context, final Object message, final ChannelPromise promise) {
        if (heads != null) {
            if (!isInformational(message)) {
                heads.answered();
            }
        } else if (frames != null && message instanceof ByteBuf bytes) {
            frames.wrote(bytes);
        }
        final var unused = context.write(message, promise);
    }

    /** Whether it is {@code HTTP/1.1 1..}, which is no answer yet: what comes then is still the body. */
    private static boolean isInformational(final Object message) {
        return message instanceof ByteBuf bytes
                && bytes.readableBytes() > STATUS_AT
                && bytes.getByte(bytes.readerIndex()) == 'H'
                && bytes.getByte(bytes.readerIndex() + STATUS_AT) == '1';
    }

    /** True while something that must end soon has begun; before the protocol is known, silence is that. */
    private boolean isOpen() {
        if (frames != null) {
            return frames.isWithin();
        }
        return heads == null || heads.isWithin();
    }

    private void startTimer(final ChannelHandlerContext context, final long delayNs) {
        if (!isTimed) {
            isTimed = true;
            final var unused = context.executor().schedule(() -> timeUp(context), delayNs, TimeUnit.NANOSECONDS);
        }
    }

    private void timeUp(final ChannelHandlerContext context) {
        isTimed = false;
        if (isClosing || context.isRemoved() || !context.channel().isActive() || !isOpen()) {
            return;
        }
        final long restNs = policy.headTimeoutNs() - (nowNs(context) - sinceNs);
        if (restNs <= 0) {
            close(context, RejectCause.SLOW_HEAD);
        } else {
            startTimer(context, restNs);
        }
    }

    private void close(final ChannelHandlerContext context, final RejectCause cause) {
        isClosing = true;
        policy.rejected().accept(cause);
        // Whether the last word arrives is not waited for: this peer may be one that does not read.
        if (frames != null) {
            final var unused = context.writeAndFlush(CALM_DOWN.duplicate(), context.voidPromise());
        } else if (heads != null) {
            final var unused = context.writeAndFlush(TIMED_OUT.duplicate(), context.voidPromise());
        }
        final var unused = context.close();
    }
}
