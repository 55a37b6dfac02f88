package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.edge.OwnStreams;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the plain calls of one HTTP/2 connection right where their frames are read, and hands everything else on to Vert.x.
 *
 * <pre>
 *   HEADERS of Route, as they should be --> [held] --DATA: one message, whole, and the end--> decided, answered
 *                                             |
 *                                             +--anything else, or the turn is over--> handed on, as if it had just come
 * </pre>
 *
 * <p>The problem: a request, a response, two queues and their promises cost Vert.x several times what a decision costs. The
 * choice: nearly all calls of gRPC are alike, and for those four frames say everything. What is odd about a call, and what
 * would have to wait, is left to {@link UnaryCall}, which is the only place that knows about it.
 *
 * <p>Thread-confined: owned by its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends its stream, and Netty sees to that
final class PlainCalls extends Http2FrameListenerDecorator {
    private static final Http2Headers OK = ReadOnlyHttp2Headers.serverHeaders(
            false,
            HttpResponseStatus.OK.codeAsText(),
            AsciiString.of(HttpHeaders.CONTENT_TYPE),
            AsciiString.of(GrpcHeaders.GRPC));
    private static final Http2Headers DONE = ReadOnlyHttp2Headers.trailers(
            false, AsciiString.of(GrpcHeaders.STATUS), AsciiString.of(GrpcHeaders.STATUS_OK));

    /** The first byte of the tag of {@code explain}, a varint of two bytes; the lower seven bits of the next are 1. */
    private static final byte EXPLAIN_TAG = (byte) 0xb8;

    /**
     * What may wait for a peer's socket before one more turn of calls is taken from it. Answers wait elsewhere, 256 at most; this is what
     * refusals and frames of order come to.
     */
    private static final long MOST_UNREAD_BYTES = 1 << 20;

    private final RouteLane lane;
    private final OwnStreams streams;
    private final Http2ConnectionHandler handler;
    private final PlainHeaders headers;
    private final PayloadView view = new PayloadView();
    private IntObjectMap<PlainCall> held = new IntObjectHashMap<>();
    private final PlainPeers peers;
    private final PlainAnswers answers;
    private @Nullable ChannelHandlerContext peer;
    private boolean endsTurn;

    private PlainCalls(
            final RouteLane lane, final PlainPeers peers, final OwnStreams streams, final Http2FrameListener rest) {
        super(rest);
        this.lane = lane;
        this.peers = peers;
        this.answers = new PlainAnswers(lane);
        this.streams = streams;
        this.handler = streams.handler();
        this.headers = new PlainHeaders(lane);
    }

    /** Answers the plain calls of a connection from now on, where that can be done. */
    static void of(final RouteLane lane, final PlainPeers peers, final HttpConnection connection) {
        final OwnStreams streams = lane.settings().seam().of(connection);
        if (streams != null) {
            final Http2ConnectionDecoder decoder = streams.handler().decoder();
            decoder.frameListener(new PlainCalls(lane, peers, streams, decoder.frameListener()));
        }
    }

    @Override
    public void onHeadersRead(
            final ChannelHandlerContext context,
            final int streamId,
            final Http2Headers read,
            final int padding,
            final boolean isEnd)
            throws Http2Exception {
        if (!hold(context, streamId, read, isEnd)) {
            listener.onHeadersRead(context, streamId, read, padding, isEnd);
        }
    }

    @Override
    public void onHeadersRead(
            final ChannelHandlerContext context,
            final int streamId,
            final Http2Headers read,
            final int dependency,
            final short weight,
            final boolean isExclusive,
            final int padding,
            final boolean isEnd)
            throws Http2Exception {
        if (!hold(context, streamId, read, isEnd)) {
            listener.onHeadersRead(context, streamId, read, dependency, weight, isExclusive, padding, isEnd);
        }
    }

    @Override
    public int onDataRead(
            final ChannelHandlerContext context,
            final int streamId,
            final ByteBuf data,
            final int padding,
            final boolean isEnd)
            throws Http2Exception {
        if (answers.isGivenUp()) {
            return data.readableBytes() + padding;
        }
        final PlainCall call = held.remove(streamId);
        if (call == null) {
            return listener.onDataRead(context, streamId, data, padding, isEnd);
        }
        if (isEnd && isPlain(data) && !lane.isOverloaded()) {
            decide(context, streamId, call, data);
            return data.readableBytes() + padding;
        }
        handOn(context, streamId, call);
        return listener.onDataRead(context, streamId, data, padding, isEnd);
    }

    @Override
    public void onRstStreamRead(final ChannelHandlerContext context, final int streamId, final long errorCode)
            throws Http2Exception {
        final PlainCall call = held.remove(streamId);
        if (call == null) {
            listener.onRstStreamRead(context, streamId, errorCode);
        } else {
            countReset(call);
        }
    }

    private boolean hold(
            final ChannelHandlerContext context, final int streamId, final Http2Headers read, final boolean isEnd)
            throws Http2Exception {
        if (!endsTurn && isUnread(context)) {
            giveUp(context);
        }
        if (answers.isGivenUp()) {
            streams.standFor(stream(streamId));
            return true;
        }
        final PlainCall before = held.remove(streamId);
        if (before != null) {
            handOn(context, streamId, before);
            return false;
        }
        final PlainCall call = isEnd ? null : headers.read(read);
        if (call == null) {
            return false;
        }
        if (peer == null) {
            join(context);
        }
        streams.standFor(stream(streamId));
        held.put(streamId, call);
        if (!endsTurn) {
            endsTurn = true;
            context.executor().execute(() -> endTurn(context));
        }
        return true;
    }

    // A channel that is closed already says that no number of bytes makes it writable.
    private boolean isUnread(final ChannelHandlerContext context) {
        final long bytes = context.channel().bytesBeforeWritable();
        return bytes > MOST_UNREAD_BYTES && bytes < Long.MAX_VALUE;
    }

    private void join(final ChannelHandlerContext context) {
        peer = context;
        peers.joined(this);
        context.channel().closeFuture().addListener(closed -> peers.left(this));
    }

    /** Looks whether the peer has left an answer unread since the last look, and lets go of it if so. */
    void growOlder() {
        if (peer != null && !answers.growOlder()) {
            giveUp(peer);
        }
    }

    /** Closes a connection whose peer does not read; what is not written by then is dropped. */
    private void giveUp(final ChannelHandlerContext context) {
        answers.giveUp();
        handler.goAway(
                context,
                handler.connection().remote().lastStreamCreated(),
                Http2Error.ENHANCE_YOUR_CALM.code(),
                ByteBufUtil.writeAscii(context.alloc(), "answers are not read"),
                context.newPromise());
        context.flush();
        context.close();
    }

    /** Whose message has not come by now may take its time, and be refused for it. */
    private void endTurn(final ChannelHandlerContext context) {
        endsTurn = false;
        if (held.isEmpty()) {
            return;
        }
        final IntObjectMap<PlainCall> late = held;
        held = new IntObjectHashMap<>();
        for (final IntObjectMap.PrimitiveEntry<PlainCall> entry : late.entries()) {
            handOnLate(context, entry.key(), entry.value());
        }
    }

    private void handOnLate(final ChannelHandlerContext context, final int streamId, final PlainCall call) {
        if (handler.connection().stream(streamId) == null) {
            countReset(call);
            return;
        }
        try {
            handOn(context, streamId, call);
        } catch (final Http2Exception e) {
            handler.onError(context, false, e);
        } catch (final RuntimeException | Error e) {
            lane.reportFault(e);
            handler.resetStream(context, streamId, Http2Error.INTERNAL_ERROR.code(), context.newPromise());
        }
    }

    /** The caller is gone before its message came. */
    private void countReset(final PlainCall call) {
        lane.ended(
                CallKind.ROUTE,
                Code.CANCELLED_VALUE,
                lane.nanoTime() - call.arrivalNs(),
                call.caller().tenant(),
                "");
        lane.meter().left(CallEnd.RESET);
    }

    private void handOn(final ChannelHandlerContext context, final int streamId, final PlainCall call)
            throws Http2Exception {
        streams.leave(stream(streamId));
        lane.arrivedAt(call.arrivalNs());
        try {
            listener.onHeadersRead(context, streamId, call.headers(), 0, false);
        } finally {
            lane.arrivesNow();
        }
    }

    /** Whether that is one whole message, without compression, which asks for no explanation. */
    private static boolean isPlain(final ByteBuf data) {
        final int length = data.readableBytes() - UnaryBody.PREFIX_BYTES;
        return length >= 0
                && length <= Limits.REQUEST_BYTES
                && data.getByte(data.readerIndex()) == 0
                && data.getInt(data.readerIndex() + 1) == length
                && !mayAskWhy(data);
    }

    private static boolean mayAskWhy(final ByteBuf data) {
        final int end = data.writerIndex() - 1;
        int at = data.indexOf(data.readerIndex() + UnaryBody.PREFIX_BYTES, end, EXPLAIN_TAG);
        while (at >= 0) {
            if ((data.getByte(at + 1) & 0x7f) == 1) {
                return true;
            }
            at = data.indexOf(at + 1, end, EXPLAIN_TAG);
        }
        return false;
    }

    private void decide(
            final ChannelHandlerContext context, final int streamId, final PlainCall call, final ByteBuf data) {
        final Caller caller = call.caller();
        Refusal refusal;
        int length = 0;
        try {
            refusal = call.isLate(lane) ? CallRefusals.DEADLINE_EXCEEDED : lane.admit(caller.tenant());
            if (refusal == null) {
                length = lane.route(message(data), caller);
                refusal = length < 0 ? lane.refusal(length) : null;
            }
            if (refusal == null && call.isLate(lane)) {
                refusal = CallRefusals.DEADLINE_EXCEEDED;
            }
            if (refusal == null) {
                lane.given();
            }
        } catch (final RuntimeException | Error e) {
            lane.reportFault(e);
            refusal = Refusal.fault();
        }
        final Code code = refusal == null ? Code.OK : refusal.code();
        lane.ended(CallKind.ROUTE, code.getNumber(), lane.nanoTime() - call.arrivalNs(), caller.tenant(), "");
        final ChannelPromise written = answers.handOver(context, CallEnd.of(code));
        if (refusal == null) {
            answer(context, streamId, length, written);
        } else {
            refuse(context, streamId, refusal, written);
        }
    }

    private DirectBuffer message(final ByteBuf data) {
        return view.wrap(data, UnaryBody.PREFIX_BYTES, data.readableBytes() - UnaryBody.PREFIX_BYTES);
    }

    // Once the message is written the status is, too: it waits for no window of the peer's.
    private void answer(
            final ChannelHandlerContext context, final int streamId, final int length, final ChannelPromise written) {
        final Http2ConnectionEncoder encoder = handler.encoder();
        encoder.writeHeaders(context, streamId, OK, 0, false, context.newPromise());
        encoder.writeData(context, streamId, frame(context, length), 0, false, written);
        encoder.writeHeaders(context, streamId, DONE, 0, true, context.newPromise());
    }

    private ByteBuf frame(final ChannelHandlerContext context, final int length) {
        final int start = lane.framed(length);
        final int bytes = UnaryBody.PREFIX_BYTES + length;
        return context.alloc().ioBuffer(bytes).writeBytes(lane.response().byteArray(), start, bytes);
    }

    private void refuse(
            final ChannelHandlerContext context,
            final int streamId,
            final Refusal refusal,
            final ChannelPromise written) {
        final Http2Headers told = new DefaultHttp2Headers(false).status(HttpResponseStatus.OK.codeAsText());
        told.set(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        GrpcReply.putStatus(told::set, refusal);
        handler.encoder().writeHeaders(context, streamId, told, 0, true, written);
    }

    private Http2Stream stream(final int streamId) {
        final @Nullable Http2Stream stream = handler.connection().stream(streamId);
        if (stream == null) {
            throw new IllegalStateException("no stream " + streamId);
        }
        return stream;
    }
}
