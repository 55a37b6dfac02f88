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

    /** Writes by an encoder what stands in a lane's answer. */
    PlainReply(final Http2ConnectionEncoder encoder, final AnswerBuffer answer) {
        this.encoder = encoder;
        this.answer = answer;
    }

    // Once the message is written the status is, too: it waits for no window of the peer's.
    void answer(
            final ChannelHandlerContext context, final int streamId, final int length, final ChannelPromise written) {
        encoder.writeHeaders(context, streamId, OK, 0, false, context.newPromise());
        encoder.writeData(context, streamId, frame(context, length), 0, false, written);
        encoder.writeHeaders(context, streamId, DONE, 0, true, context.newPromise());
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
