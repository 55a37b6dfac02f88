package io.kairoute.gateway.edge;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.StandInStream;
import org.jspecify.annotations.Nullable;

/**
 * The seam to the Vert.x that this was compiled against. Immutable.
 *
 * <p>Another version may lack what is asked for here, which then shows as a {@code LinkageError}, or do something else with it.
 * So nobody uses this seam before {@link SeamCheck} has tried it.
 */
public final class VertxSeam implements Seam {
    @Override
    public @Nullable OwnStreams of(final HttpConnection connection) {
        final StandInStream standIn = StandInStream.of(connection);
        return standIn != null && connection instanceof HttpServerConnection served ? streams(served, standIn) : null;
    }

    private static @Nullable OwnStreams streams(final HttpServerConnection served, final StandInStream standIn) {
        final @Nullable Http2ConnectionHandler handler =
                served.channelHandlerContext().pipeline().get(Http2ConnectionHandler.class);
        return handler == null ? null : new Streams(handler, standIn);
    }

    private record Streams(Http2ConnectionHandler handler, StandInStream standIn) implements OwnStreams {
        @Override
        public void standFor(final Http2Stream taken) {
            standIn.standFor(taken);
        }

        @Override
        public void leave(final Http2Stream left) {
            standIn.leave(left);
        }
    }
}
