package io.kairoute.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/** Finds the channel below a connection of a listener. */
final class ServedChannel {
    private ServedChannel() {}

    /** Where the web server stands in the channel of a connection; null where that is not one of a listener. */
    static @Nullable ChannelHandlerContext of(final HttpConnection connection) {
        return connection instanceof HttpServerConnection served ? served.channelHandlerContext() : null;
    }
}
