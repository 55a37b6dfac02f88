package io.vertx.core.http.impl;

import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpFrame;
import io.vertx.core.http.StreamPriority;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Stands where Vert.x keeps its own stream, for streams of one HTTP/2 connection that are answered without it.
 *
 * <p>Vert.x takes every open stream of a connection for one of its own; when a peer breaks the protocol, it tells each of them. So
 * each needs somebody who can be told, and this one does nothing about it. The class lies in Vert.x's package because nothing else
 * can reach what it needs. The gateway proves at its start that the class fits the Vert.x it runs on. Thread-confined: owned by
 * its connection's event loop.
 */
@NullMarked
public final class StandInStream extends VertxHttp2Stream<Http2ConnectionBase> {
    private StandInStream(final Http2ConnectionBase connection) {
        super(connection, connection.context());
    }

    /** One for a connection; null when it does not speak HTTP/2. */
    public static @Nullable StandInStream of(final HttpConnection connection) {
        return connection instanceof Http2ConnectionBase http2 ? new StandInStream(http2) : null;
    }

    /** Stands for a stream from now on. */
    public void standFor(final Http2Stream answered) {
        answered.setProperty(conn.streamKey, this);
    }

    /** Leaves a stream to Vert.x, which then takes it for a new one. */
    public void leave(final Http2Stream left) {
        left.removeProperty(conn.streamKey);
    }

    @Override
    void onClose() {}

    @Override
    void onException(final Throwable cause) {}

    @Override
    void onReset(final long code) {}

    @Override
    void onPriorityChange(final StreamPriority newPriority) {}

    @Override
    void onCustomFrame(final HttpFrame frame) {}

    @Override
    void onWritabilityChanged() {}
}
