package io.kairoute.gateway.edge;

import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** Gives the streams of a connection that are answered without Vert.x. Thread-safe. */
@FunctionalInterface
public interface Seam {
    /** Leaves everything to Vert.x. */
    Seam NONE = connection -> null;

    /** The streams of a connection, asked on its event loop; null where all of them are left to Vert.x. */
    @Nullable
    OwnStreams of(HttpConnection connection);
}
