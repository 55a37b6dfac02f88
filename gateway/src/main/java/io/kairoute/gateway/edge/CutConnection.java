package io.kairoute.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;

/**
 * Cuts a connection at once, whatever still waits to be written to it.
 *
 * <p>The framework's own close lets what was written go out first, and so never ends where the peer does not read.
 */
public final class CutConnection {
    private CutConnection() {}

    /** Cuts a connection, on its event loop. */
    public static void now(final HttpConnection connection) {
        final ChannelHandlerContext served = ServedChannel.of(connection);
        if (served == null) {
            final var unused = connection.close();
        } else {
            final Channel channel = served.channel();
            channel.unsafe().close(channel.voidPromise());
        }
    }
}
