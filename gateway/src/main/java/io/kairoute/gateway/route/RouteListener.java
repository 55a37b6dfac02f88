package io.kairoute.gateway.route;

import io.kairoute.gateway.edge.BadHead;
import io.kairoute.gateway.edge.BrokenBody;
import io.kairoute.gateway.edge.BrowserGuard;
import io.kairoute.gateway.edge.ConnectionAges;
import io.kairoute.gateway.edge.LastAnswer;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.observe.LoopMeter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the route listener: its own lane, and a tick that keeps deadlines and measures lag. */
public final class RouteListener extends VerticleBase {
    /** How often deadlines are looked at: a call ends at most this long after its own. */
    private static final long TICK_MS = 5;

    private static final long TICK_NS = TICK_MS * 1_000_000;

    private final HttpServerOptions options;
    private final RouteLane lane;
    private final long graceMs;
    private volatile @Nullable HttpServer server;
    private long lastTickNs;
    private volatile int port;

    /**
     * Makes one event loop's share.
     *
     * @param guard the loop's own
     * @param meter the loop's own
     */
    public RouteListener(
            final HttpServerOptions options,
            final SharedByLanes shared,
            final CallerGuard guard,
            final LoopMeter meter) {
        this.options = options;
        this.graceMs = shared.settings().graceMs();
        this.lane = new RouteLane(shared, guard, meter, task -> context.runOnContext(task));
    }

    @Override
    public Future<HttpServer> start() {
        lastTickNs = lane.nanoTime();
        vertx.setPeriodic(TICK_MS, id -> tick());
        final RouteSettings settings = lane.settings();
        final ConnectionAges ages = new ConnectionAges(
                vertx, settings.maxConnectionAgeMs(), settings.connectionGraceMs(), lane.openCalls()::aged);
        final PlainPeers peers = new PlainPeers(lane);
        vertx.setPeriodic(settings.unreadMs() / 2, id -> peers.growOlder());
        vertx.setPeriodic(HealthAnswers.LOOK_MS, id -> lane.healthWatches().look());
        final HttpServer made = vertx.createHttpServer(options)
                .requestHandler(new RouteDispatcher(lane, ages, BrowserGuard.of(options.getHost(), settings.hosts())))
                .connectionHandler(connection -> {
                    LastAnswer.follow(connection);
                    ages.opened(connection);
                    peers.opened(connection);
                })
                .invalidRequestHandler(new BadHead())
                .exceptionHandler(this::broken);
        server = made;
        return made.listen().onSuccess(bound -> port = bound.actualPort());
    }

    /** A call whose body broke is counted itself. */
    private void broken(final Throwable cause) {
        if (BrokenBody.answerTo(cause) == null) {
            lane.ledger().connectionBroken();
        }
    }

    /** The node is warm: from now on turns that take long are a sign of overload and not of a cold start. */
    public void warm() {
        context.runOnContext(nothing -> lane.turns().count());
    }

    /** Takes no more calls, ends the streams, and lets the other calls in flight finish. */
    @Override
    public Future<?> stop() {
        lane.openCalls().stopping();
        final HttpServer bound = server;
        return bound == null ? Future.succeededFuture() : bound.shutdown(graceMs, TimeUnit.MILLISECONDS);
    }

    /** Serves new connections with other certificates; the old ones stay as they are. */
    public Future<Boolean> renew(final ServerSSLOptions ssl) {
        final HttpServer bound = server;
        return bound == null ? Future.succeededFuture(false) : bound.updateSSLOptions(ssl);
    }

    /** Runs something on the event loop of this share, once started. */
    public void execute(final Runnable task) {
        context.runOnContext(nothing -> task.run());
    }

    /** The port bound, once started. */
    public int port() {
        return port;
    }

    /** How many calls of this share are open; to be asked on its event loop. */
    int openCalls() {
        return lane.openCalls().count();
    }

    private void tick() {
        final long nowNs = lane.nanoTime();
        lane.ledger().ticked(Math.max(0, nowNs - lastTickNs - TICK_NS), openCalls());
        lastTickNs = nowNs;
        lane.openCalls().expire(nowNs);
    }
}
