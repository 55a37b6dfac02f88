package io.kairoute.gateway.node;

import io.kairoute.gateway.admission.AdmissionLimits;
import io.kairoute.gateway.config.Address;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.OverloadConfig;
import io.kairoute.gateway.config.RouteConfig;
import io.kairoute.gateway.edge.ListenerOptions;
import io.kairoute.gateway.format.PriorityScale;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.observe.LoopMeter;
import io.kairoute.gateway.route.RouteListener;
import io.kairoute.gateway.route.RouteSettings;
import io.kairoute.gateway.route.SharedByLanes;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.SystemNanoClock;
import org.jspecify.annotations.Nullable;

/** The route listener as its event loops share it: one port, and a share for each loop. Thread-safe. */
final class RouteListeners {
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final GatewayConfig config;
    private final RouteParts parts;
    private final List<RouteListener> shares;

    private RouteListeners(
            final Vertx vertx, final GatewayConfig config, final RouteParts parts, final List<RouteListener> shares) {
        this.vertx = vertx;
        this.config = config;
        this.parts = parts;
        this.shares = List.copyOf(shares);
    }

    /**
     * Starts a share on each event loop.
     *
     * @param ssl null where the listener speaks clear text
     * @throws StartException when the port cannot be had
     */
    static RouteListeners start(
            final Vertx vertx,
            final GatewayConfig config,
            final @Nullable ServerSSLOptions ssl,
            final RouteParts parts) {
        final RouteConfig route = config.route();
        final HttpServerOptions options = ListenerOptions.ofRoute(
                route.address(), ssl, route.connections().idleMs(), config.eventLoops() > 1);
        final RouteSettings settings = settings(config, parts, parts.decisions());
        final List<RouteListener> shares = new ArrayList<>();
        for (int i = 0; i < config.eventLoops(); i++) {
            shares.add(share(parts, options, settings, parts.meters().loop(i)));
        }
        final Queue<RouteListener> toDeploy = new ConcurrentLinkedQueue<>(shares);
        final DeploymentOptions deployment = new DeploymentOptions().setInstances(config.eventLoops());
        Waiting.forListener(
                "route", route.address(), vertx.deployVerticle((Supplier<Deployable>) toDeploy::remove, deployment));
        return new RouteListeners(vertx, config, parts, shares);
    }

    /** The event loops; each runs what it is given between two contacts. */
    List<Executor> loops() {
        return shares.stream().<Executor>map(share -> share::execute).toList();
    }

    /** What the event loops are of. */
    Vertx vertx() {
        return vertx;
    }

    /** The port bound. */
    int port() {
        return shares.get(0).port();
    }

    /** The node is warm: from now on long turns are a sign of overload. */
    void warm() {
        shares.forEach(RouteListener::warm);
    }

    /** Serves new connections with other certificates; the loops share one port, and so one of them speaks for all. */
    Future<Boolean> renew(final ServerSSLOptions ssl) {
        return shares.get(0).renew(ssl);
    }

    /**
     * Runs a task while this node may be asked in clear text from this machine. A listener that speaks TLS may ask for a
     * certificate that the node itself has none of, so that one gets another door, open until the task ends.
     */
    void whileOpen(final BiConsumer<String, Integer> task) {
        final RouteConfig route = config.route();
        if (route.tls() == null) {
            final String host = route.address().host();
            task.accept(host.equals("0.0.0.0") || host.equals("::") ? LOOPBACK : host, port());
            return;
        }
        final Address door = new Address(LOOPBACK, 0, true);
        final RouteListener share = share(
                parts,
                ListenerOptions.ofRoute(door, null, route.connections().idleMs(), false),
                settings(config, parts, null),
                new LoopMeter());
        final Future<String> deployed = vertx.deployVerticle(share);
        Waiting.forListener("warm-up", door, deployed);
        try {
            task.accept(LOOPBACK, share.port());
        } finally {
            Waiting.forClose(vertx.undeploy(deployed.result()));
        }
    }

    private static RouteListener share(
            final RouteParts parts,
            final HttpServerOptions options,
            final RouteSettings settings,
            final LoopMeter meter) {
        final SharedByLanes shared = new SharedByLanes(
                parts.tenants(),
                settings,
                parts.health(),
                parts.explainDesk(),
                parts.faultLog(),
                parts.accessLog(),
                parts.spans(),
                SystemNanoClock.INSTANCE,
                SystemEpochClock.INSTANCE);
        return new RouteListener(options, shared, parts.callers().guard("route"), meter);
    }

    private static RouteSettings settings(
            final GatewayConfig config, final RouteParts parts, final @Nullable DecisionLog decisions) {
        final RouteConfig route = config.route();
        return new RouteSettings(
                TimeUnit.MILLISECONDS.toNanos(route.serverDeadlineMs()),
                TimeUnit.MILLISECONDS.toNanos(route.longestDeadlineMs()),
                route.isClientTimestampTrusted(),
                route.isGetAllowed(),
                admission(route.overload(), config.eventLoops()),
                config.stop().graceMs(),
                route.connections().maxAgeMs(),
                route.connections().graceMs(),
                route.connections().unreadMs(),
                () -> decisions == null ? null : decisions.newSink(),
                config.admin().hosts(),
                formats(route),
                parts.seam());
    }

    private static AdmissionLimits admission(final OverloadConfig overload, final int eventLoops) {
        return new AdmissionLimits(
                Math.max(1, overload.openCalls() / eventLoops),
                TimeUnit.MILLISECONDS.toNanos(overload.turnBudgetMs()),
                TimeUnit.MILLISECONDS.toNanos(overload.coldMs()),
                (double) overload.tenantQuota() / eventLoops);
    }

    private static ResponseFormats formats(final RouteConfig route) {
        final Map<String, PriorityScale> scales = new HashMap<>();
        route.priorityScales()
                .forEach((platform, scale) ->
                        scales.put(platform, new PriorityScale(scale.atLowest(), scale.atHighest())));
        return new ResponseFormats(scales);
    }
}
