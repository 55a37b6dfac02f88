package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallEnd;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the plain calls of one connection; let go of where it does not read what it is answered.
 *
 * <p>Thread-confined: owned by its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written to a connection that is closed is no loss
final class PlainPeer {
    /**
     * What may wait for a peer's socket before one more refusal, or one more turn of calls, is taken from it. Answers wait elsewhere,
     * 256 at most; this is what refusals and frames of order come to.
     */
    private static final long MOST_UNREAD_BYTES = 1 << 20;

    private final PlainPeers peers;
    private final Http2ConnectionHandler handler;
    private final PlainAnswers answers;
    private @Nullable ChannelHandlerContext context;

    PlainPeer(final RouteLane lane, final PlainPeers peers, final Http2ConnectionHandler handler) {
        this.peers = peers;
        this.handler = handler;
        this.answers = new PlainAnswers(lane);
    }

    /** A plain call came; from the first one on the peer is looked at. */
    void calls(final ChannelHandlerContext by) {
        if (context == null) {
            context = by;
            peers.joined(this);
            by.channel().closeFuture().addListener(closed -> peers.left(this));
        }
    }

    /** An answer is about to be handed over; what is returned must be told whether it was written. */
    ChannelPromise handOver(final ChannelHandlerContext by, final CallEnd end) {
        return answers.handOver(by, end);
    }

    /** Whether too much waits for the peer's socket. */
    boolean isBehind(final ChannelHandlerContext by) {
        // A channel that is closed already says that no number of bytes makes it writable.
        final long bytes = by.channel().bytesBeforeWritable();
        return bytes > MOST_UNREAD_BYTES && bytes < Long.MAX_VALUE;
    }

    /**
     * A refusal was handed over, which waits for no window. One turn can bring tens of thousands of them, so the peer is looked at
     * behind each; what only waits to be flushed is not its fault.
     */
    void refused(final ChannelHandlerContext by) {
        if (isBehind(by)) {
            by.flush();
            if (isBehind(by)) {
                giveUp(by);
            }
        }
    }

    /** Lets go of the peer when it has left an answer unread since the last time. */
    void growOlder() {
        if (context != null && !answers.growOlder()) {
            giveUp(context);
        }
    }

    /** Whether the peer was let go of: what it still says is of no interest. */
    boolean isGivenUp() {
        return answers.isGivenUp();
    }

    /** Closes the connection of a peer that does not read; what is not written by then is dropped. */
    void giveUp(final ChannelHandlerContext by) {
        answers.giveUp();
        handler.goAway(
                by,
                handler.connection().remote().lastStreamCreated(),
                Http2Error.ENHANCE_YOUR_CALM.code(),
                ByteBufUtil.writeAscii(by.alloc(), "answers are not read"),
                by.newPromise());
        by.flush();
        by.close();
    }
}
