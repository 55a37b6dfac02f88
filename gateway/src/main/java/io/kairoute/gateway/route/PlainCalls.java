package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.edge.OwnStreams;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.trace.CallTrace;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.UnaryBody;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.vertx.core.http.HttpConnection;
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
    private final RouteLane lane;
    private final OwnStreams streams;
    private final Http2ConnectionHandler handler;
    private final PlainHeaders headers;
    private final PlainPeer peer;
    private final PlainReply reply;
    private IntObjectMap<PlainCall> held = new IntObjectHashMap<>();
    private boolean endsTurn;

    private PlainCalls(
            final RouteLane lane, final PlainPeers peers, final OwnStreams streams, final Http2FrameListener rest) {
        super(rest);
        this.lane = lane;
        this.streams = streams;
        this.handler = streams.handler();
        this.headers = new PlainHeaders(lane);
        this.peer = new PlainPeer(lane, peers, handler);
        this.reply = new PlainReply(handler.encoder(), lane.router().answer());
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
        if (peer.isGivenUp()) {
            return data.readableBytes() + padding;
        }
        final PlainCall call = held.remove(streamId);
        if (call == null) {
            return listener.onDataRead(context, streamId, data, padding, isEnd);
        }
        if (isEnd && PlainMessage.isAll(data) && !lane.turns().isOverloaded()) {
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
            lane.ledger().vanished(CallKind.ROUTE, call, lane.nanoTime());
        }
    }

    private boolean hold(
            final ChannelHandlerContext context, final int streamId, final Http2Headers read, final boolean isEnd)
            throws Http2Exception {
        if (peer.isGivenUp()) {
            streams.standFor(stream(streamId));
            return true;
        }
        if (!endsTurn && peer.isBehind(context)) {
            // First, since Vert.x tells every stream of a connection that closes, and must find something at this one.
            streams.standFor(stream(streamId));
            peer.giveUp(context);
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
        peer.calls(context);
        streams.standFor(stream(streamId));
        held.put(streamId, call);
        if (!endsTurn) {
            endsTurn = true;
            context.executor().execute(() -> endTurn(context));
        }
        return true;
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
            lane.ledger().vanished(CallKind.ROUTE, call, lane.nanoTime());
            return;
        }
        try {
            handOn(context, streamId, call);
        } catch (final Http2Exception e) {
            handler.onError(context, false, e);
        } catch (final RuntimeException | Error e) {
            lane.ledger().reportFault(e);
            handler.resetStream(context, streamId, Http2Error.INTERNAL_ERROR.code(), context.newPromise());
        }
    }

    private void handOn(final ChannelHandlerContext context, final int streamId, final PlainCall call)
            throws Http2Exception {
        streams.leave(stream(streamId));
        lane.turns().arrivedAt(call.arrivalNs());
        try {
            listener.onHeadersRead(context, streamId, call.headers(), 0, false);
        } finally {
            lane.turns().arrivesNow();
        }
    }

    private void decide(
            final ChannelHandlerContext context, final int streamId, final PlainCall call, final ByteBuf data) {
        int length = 0;
        Refusal refusal;
        try {
            final long nowNs = lane.nanoTime();
            refusal = call.isOver(nowNs)
                    ? CallRefusals.DEADLINE_EXCEEDED
                    : lane.turns().admit(call.caller().tenant(), nowNs);
            if (refusal == null) {
                length = lane.answering().decide(message(data), call, nowNs);
                refusal = length < 0 ? lane.answering().refusal(length) : null;
            }
        } catch (final RuntimeException | Error e) {
            lane.ledger().reportFault(e);
            refusal = Refusal.fault();
        }
        final Code code = refusal == null ? Code.OK : refusal.code();
        lane.ledger().answered(CallKind.ROUTE, call, code, lane.nanoTime(), CallTrace.NONE);
        final ChannelPromise written = peer.handOver(context, CallEnd.of(code));
        if (refusal == null) {
            reply.answer(context, streamId, length, written);
        } else {
            reply.refuse(context, streamId, refusal, written);
            peer.refused(context);
        }
    }

    private DirectBuffer message(final ByteBuf data) {
        return lane.payload().wrap(data, UnaryBody.PREFIX_BYTES, data.readableBytes() - UnaryBody.PREFIX_BYTES);
    }

    private Http2Stream stream(final int streamId) {
        final @Nullable Http2Stream stream = handler.connection().stream(streamId);
        if (stream == null) {
            throw new IllegalStateException("no stream " + streamId);
        }
        return stream;
    }
}
