package io.kairoute.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listener for systems that tell outcomes, which may reach nothing else of a node; a second door to the admin listener, on its
 * event loop and within its bounds.
 */
public final class OutcomesListener extends VerticleBase {
    private final HttpServerOptions options;
    private final AdminListener admin;
    private volatile @Nullable HttpServer server;
    private volatile int port;

    /** Makes the listener; {@link #start} binds it, on the event loop of an admin listener that has started. */
    public OutcomesListener(final HttpServerOptions options, final AdminListener admin) {
        this.options = options;
        this.admin = admin;
    }

    @Override
    public Future<HttpServer> start() {
        final HttpServer made = admin.outcomesServer(options);
        server = made;
        return made.listen().onSuccess(bound -> port = bound.actualPort());
    }

    /** Takes no more calls, and lets the others finish. */
    @Override
    public Future<?> stop() {
        final HttpServer bound = server;
        return bound == null ? Future.succeededFuture() : bound.shutdown(admin.stopGraceMs(), TimeUnit.MILLISECONDS);
    }

    /** Serves new connections with other certificates; the old ones stay as they are. */
    public Future<Boolean> renew(final ServerSSLOptions ssl) {
        final HttpServer bound = server;
        return bound == null ? Future.succeededFuture(false) : bound.updateSSLOptions(ssl);
    }

    /** The port bound, once started. */
    public int port() {
        return port;
    }
}
