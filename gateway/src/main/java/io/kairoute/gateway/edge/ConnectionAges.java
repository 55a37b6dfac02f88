package io.kairoute.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends connections that have grown too old, so that clients connect anew and a load balancer can spread them.
 *
 * <p>HTTP/2 has a word for it: the client is told to send nothing more, calls in flight finish, and what it sent meanwhile it
 * may send again elsewhere. HTTP/1 has not: the answer to the next request says that the connection ends. Thread-confined:
 * owned by its event loop.
 */
public final class ConnectionAges {
    /** Connections that were opened together are ended over an eighth of the age, not together. */
    private static final int SPREAD = 8;

    private static final int STEPS = 64;

    private final Vertx vertx;
    private final long maxAgeMs;
    private final long graceMs;
    private final Consumer<HttpConnection> ending;
    private final Set<HttpConnection> old = new HashSet<>();
    private int opened;

    /** Ends connections at an age; {@code ending} is told first, so that calls which would last longer end themselves. */
    public ConnectionAges(
            final Vertx vertx, final long maxAgeMs, final long graceMs, final Consumer<HttpConnection> ending) {
        this.ending = ending;
        this.vertx = vertx;
        this.maxAgeMs = maxAgeMs;
        this.graceMs = graceMs;
    }

    /** A connection was opened. */
    public void opened(final HttpConnection connection) {
        if (maxAgeMs > 0) {
            opened = (opened + 1) % STEPS;
            final long ageMs = Math.max(1, maxAgeMs - maxAgeMs / SPREAD * opened / STEPS);
            final long timer = vertx.setTimer(ageMs, id -> tooOld(connection));
            connection.closeHandler(closed -> {
                vertx.cancelTimer(timer);
                old.remove(connection);
            });
        }
    }

    private void tooOld(final HttpConnection connection) {
        ending.accept(connection);
        // HTTP/1 has no window.
        if (connection.getWindowSize() >= 0) {
            connection.shutdown(graceMs, TimeUnit.MILLISECONDS);
        } else {
            old.add(connection);
            vertx.setTimer(Math.max(1, graceMs), id -> {
                if (old.contains(connection)) {
                    connection.close();
                }
            });
        }
    }

    /** A request begins: if it came on an old connection of HTTP/1, its answer is the last one there. */
    public void begins(final HttpServerRequest request) {
        if (!old.isEmpty() && old.remove(request.connection())) {
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .endHandler(ended -> request.connection().close());
        }
    }
}
