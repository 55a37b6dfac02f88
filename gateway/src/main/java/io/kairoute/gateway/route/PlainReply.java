package io.kairoute.gateway.route;

import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.UnaryBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of one connection's plain calls, frame by frame.
 *
 * <p>Thread-confined: owned by its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends its stream, and Netty sees to that
final class PlainReply {
    private static final Http2Headers OK = ReadOnlyHttp2Headers.serverHeaders(
            false,
            HttpResponseStatus.OK.codeAsText(),
            AsciiString.of(HttpHeaders.CONTENT_TYPE),
            AsciiString.of(GrpcHeaders.GRPC));
    private static final Http2Headers DONE = ReadOnlyHttp2Headers.trailers(
            false, AsciiString.of(GrpcHeaders.STATUS), AsciiString.of(GrpcHeaders.STATUS_OK));

    private final Http2ConnectionEncoder encoder;
    private final AnswerBuffer answer;
    private final Http2Headers ok = new FixedHeaders(OK);
    private final Http2Headers done = new FixedHeaders(DONE);
    private @Nullable ChannelPromise unheard;

    /** Writes by an encoder what stands in a lane's answer. */
    PlainReply(final Http2ConnectionEncoder encoder, final AnswerBuffer answer) {
        this.encoder = encoder;
        this.answer = answer;
    }

    /**
     * Writes the answer that was decided.
     *
     * @param written is told what became of the last frame; it waits behind the message for the peer's window, and fails with it
     */
    void answer(
            final ChannelHandlerContext context, final int streamId, final int length, final ChannelPromise written) {
        final ChannelPromise before = unheard(context);
        encoder.writeHeaders(context, streamId, ok, 0, false, before);
        encoder.writeData(context, streamId, frame(context, length), 0, false, before);
        encoder.writeHeaders(context, streamId, done, 0, true, written);
    }

    private ChannelPromise unheard(final ChannelHandlerContext context) {
        if (unheard == null) {
            unheard = new UnheardPromise(context.channel(), context.executor());
        }
        return unheard;
    }

    private ByteBuf frame(final ChannelHandlerContext context, final int length) {
        final int start = answer.frame(length);
        final int bytes = UnaryBody.PREFIX_BYTES + length;
        return context.alloc().ioBuffer(bytes).writeBytes(answer.array(), start, bytes);
    }

    void refuse(
            final ChannelHandlerContext context,
            final int streamId,
            final Refusal refusal,
            final ChannelPromise written) {
        final Http2Headers told = new DefaultHttp2Headers(false).status(HttpResponseStatus.OK.codeAsText());
        told.set(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        GrpcReply.putStatus(told::set, refusal);
        encoder.writeHeaders(context, streamId, told, 0, true, written);
    }
}
