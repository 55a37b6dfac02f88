package io.kairoute.gateway.node;

import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.edge.ConnectionLimit;
import io.kairoute.gateway.edge.ConnectionPolicy;
import io.kairoute.gateway.edge.GuardedTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/**
 * Makes the event loops of one listener, held to that listener's policy.
 *
 * <p>Each listener has a Vert.x of its own: so neither the order in which listeners are bound, nor how Vert.x spreads its work,
 * decides what they are held to, or puts a scrape before a call.
 */
final class EventLoops {
    /** What Vert.x has to close in, when the calls in flight have had their grace. */
    private static final long CLOSE_MS = 30_000;

    private static final int CHECK_S = 10;

    private final GatewayConfig config;
    private final ListenerParts parts;
    private final Closing opened;

    EventLoops(final GatewayConfig config, final ListenerParts parts, final Closing opened) {
        this.config = config;
        this.parts = parts;
        this.opened = opened;
    }

    /** Opens so many loops for a listener. */
    Vertx open(final String listener, final int loops) {
        final Vertx vertx = opened.open(
                "the event loops of the " + listener + " listener",
                () -> vertx(listener, loops),
                made -> () -> Waiting.forEnd(made),
                config.stop().graceMs() + CLOSE_MS);
        vertx.exceptionHandler(fault -> {
            parts.meters().uncaught();
            parts.faultLog().report(fault);
        });
        return vertx;
    }

    private Vertx vertx(final String listener, final int loops) {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(loops)
                        .setBlockedThreadCheckInterval(CHECK_S)
                        .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setClassPathResolvingEnabled(false)
                                .setFileCachingEnabled(false)))
                .withTransport(new GuardedTransport(policy(listener)))
                .build();
    }

    private ConnectionPolicy policy(final String listener) {
        final ConnectionLimit limit =
                new ConnectionLimit(config.route().overload().connections());
        parts.meters().showConnections(listener, limit::open);
        return new ConnectionPolicy(
                limit,
                TimeUnit.MILLISECONDS.toNanos(config.route().connections().headMs()),
                parts.meters()::connectionRejected);
    }
}
