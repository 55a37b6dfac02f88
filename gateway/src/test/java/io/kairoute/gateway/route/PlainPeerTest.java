package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlainPeerTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int PIECE = 1_024;

    private final LoneLane lone = new LoneLane();
    private final Http2ConnectionHandler handler = new Http2ConnectionHandlerBuilder()
            .server(true)
            .frameListener(new Http2FrameAdapter())
            .build();
    private final EmbeddedChannel channel = new EmbeddedChannel(handler);
    private final ChannelHandlerContext context = channel.pipeline().firstContext();
    private final PlainPeer peer = new PlainPeer(lone.lane(), new PlainPeers(lone.lane()), handler);

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
        lone.close();
    }

    @Test
    void shouldBeBehindOnceAMebibyteWaitsForItsSocketAndNotBefore() {
        int waiting = 0;
        while (!peer.isBehind(context)) {
            final var unused = channel.write(Unpooled.buffer(PIECE).writeZero(PIECE));
            waiting += PIECE;
            assertTrue(waiting <= 2 * MEBIBYTE, "nothing is too much");
        }

        // A channel that is full takes more once what waits is below its lower mark, and that is what is counted.
        final int expected = MEBIBYTE + channel.config().getWriteBufferLowWaterMark();
        assertTrue(Math.abs(waiting - expected) <= waiting / 5, () -> "behind with less, or with more: " + expected);
        channel.flush();
        assertFalse(peer.isBehind(context), "all was taken");
    }

    @Test
    void shouldNotBeBehindOnAConnectionThatIsClosed() {
        final var unused = channel.close();

        assertFalse(peer.isBehind(context));
        assertEquals(Long.MAX_VALUE, channel.bytesBeforeWritable());
    }
}
