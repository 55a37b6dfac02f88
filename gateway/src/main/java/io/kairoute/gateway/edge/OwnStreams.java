package io.kairoute.gateway.edge;

import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;

/** The streams of one HTTP/2 connection that are answered without Vert.x. Thread-confined: owned by its event loop. */
public interface OwnStreams {
    /** What reads and writes the connection's frames. */
    Http2ConnectionHandler handler();

    /** Takes a stream, of which Vert.x was told nothing yet. */
    void standFor(Http2Stream taken);

    /** Leaves a stream to Vert.x, which then takes it for a new one. */
    void leave(Http2Stream left);
}
