package io.kairoute.gateway.edge;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Cuts a connection at once, whatever still waits to be written to it.
 *
 * <p>The framework's own close lets what was written go out first, and so never ends where the peer does not read.
 */
public final class CutConnection {
    private CutConnection() {}

    /** Cuts a connection, on its event loop. */
    public static void now(final HttpConnection connection) {
        if (connection instanceof HttpServerConnection served) {
            final var channel = served.channelHandlerContext().channel();
            channel.unsafe().close(channel.voidPromise());
        } else {
            final var unused = connection.close();
        }
    }
}
