package io.kairoute.gateway.start;

import io.kairoute.gateway.admin.AdminListener;
import io.kairoute.gateway.admin.AdminServices;
import io.kairoute.gateway.admin.AdminSettings;
import io.kairoute.gateway.admin.Readiness;
import io.kairoute.gateway.admission.AdmissionLimits;
import io.kairoute.gateway.admission.ConnectionLimit;
import io.kairoute.gateway.config.AdminConfig;
import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.OverloadConfig;
import io.kairoute.gateway.config.RouteConfig;
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.format.PriorityScale;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.route.RouteListener;
import io.kairoute.gateway.route.RouteSettings;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: the route listener on its event loops, the admin listener on one more. Thread-safe.
 *
 * <p>{@link #close} makes the node unready, lets calls in flight finish, and returns when everything is down.
 */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final Vertx vertx;
    private final long drainMs;
    private final Readiness readiness;
    private final GatewayMeters meters;
    private final Callers callers;
    private final FileWatch watch;
    private final int routePort;
    private final int adminPort;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private GatewayServer(
            final Vertx vertx,
            final long drainMs,
            final Readiness readiness,
            final GatewayMeters meters,
            final Callers callers,
            final FileWatch watch,
            final int routePort,
            final int adminPort) {
        this.vertx = vertx;
        this.drainMs = drainMs;
        this.readiness = readiness;
        this.meters = meters;
        this.callers = callers;
        this.watch = watch;
        this.routePort = routePort;
        this.adminPort = adminPort;
    }

    /**
     * Starts a gateway over the tenants of this node.
     *
     * @param hasTable which tenants, by ordinal, have a table and so must have a snapshot before the node is ready
     * @throws StartException when a listener cannot be brought up
     */
    public static GatewayServer start(
            final GatewayConfig config, final TenantDirectory tenants, final IntPredicate hasTable) {
        return start(config, tenants, hasTable, new AdminServices());
    }

    /**
     * Starts a gateway that also serves what other parts of the node plugged in.
     *
     * @param services what the admin listener serves beside health and metrics
     */
    public static GatewayServer start(
            final GatewayConfig config,
            final TenantDirectory tenants,
            final IntPredicate hasTable,
            final AdminServices services) {
        final FileWatch watch = new FileWatch(config.identity().reloadMs());
        try {
            return start(config, tenants, hasTable, services, watch, callers(config, tenants, watch));
        } catch (final StartException e) {
            watch.close();
            throw e;
        }
    }

    private static GatewayServer start(
            final GatewayConfig config,
            final TenantDirectory tenants,
            final IntPredicate hasTable,
            final AdminServices services,
            final FileWatch watch,
            final Callers callers) {
        final Vertx vertx = Vertx.vertx(vertxOptions(config.eventLoops()));
        final GatewayMeters meters = new GatewayMeters(config.eventLoops());
        final Readiness readiness = new Readiness(tenants, hasTable);
        try {
            final RouteListener route = startRoute(vertx, config, tenants, callers, meters);
            final AdminListener admin = startAdmin(vertx, config, tenants, callers, readiness, meters, services);
            keepRenewed("route", config.route().tls(), watch, route::renew);
            keepRenewed("admin", config.admin().tls(), watch, admin::renew);
            return new GatewayServer(
                    vertx, config.stop().drainMs(), readiness, meters, callers, watch, route.port(), admin.port());
        } catch (final StartException e) {
            Waiting.forever(vertx.close());
            meters.close();
            callers.close();
            throw e;
        }
    }

    /** The port that routing calls are taken on. */
    public int routePort() {
        return routePort;
    }

    /** The port of health, metrics and administration. */
    public int adminPort() {
        return adminPort;
    }

    /** Whether the node may be sent calls. */
    public boolean isReady() {
        return readiness.isReady();
    }

    /** What other parts of the node add their meters to. */
    public GatewayMeters meters() {
        return meters;
    }

    /**
     * Runs something with an API key that lets it route, on any tenant, until it ends; the key is in no file.
     *
     * <p>For whoever starts this node and must ask it something before anybody else can.
     */
    public void whileLent(final Consumer<String> task) {
        final NewKey key = NewKey.make(new SecureRandom());
        callers.lend(key.sha256());
        try {
            task.accept(key.key());
        } finally {
            callers.lend("");
        }
    }

    /** Stops: not ready, then no new calls, then no calls, then nothing. A second close does nothing. */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        readiness.stopping();
        Waiting.forMillis(drainMs);
        Waiting.forever(vertx.close());
        watch.close();
        callers.close();
        meters.close();
    }

    private static Callers callers(final GatewayConfig config, final TenantDirectory tenants, final FileWatch watch) {
        if (config.identity().isOpen()) {
            LOG.warn("event=open_node reason=\"neither identity.credentials nor identity.jwt is set\""
                    + " everybody_may=\"call this node\"");
            return Callers.everybody();
        }
        try {
            return Callers.of(config.identity(), tenants, watch, System::currentTimeMillis);
        } catch (final IllegalArgumentException e) {
            throw StartException.because(String.valueOf(e.getMessage()), e);
        }
    }

    /** Serves new connections with the newest certificates. */
    private static void keepRenewed(
            final String name,
            final @Nullable TlsConfig tls,
            final FileWatch watch,
            final Function<ServerSSLOptions, Future<Boolean>> renew) {
        if (tls != null) {
            watch.watch(
                    name + "_certificates",
                    ListenerTls.files(tls),
                    () -> Waiting.forRenewal(renew.apply(ListenerTls.read(tls))));
        }
    }

    private static VertxOptions vertxOptions(final int routeLoops) {
        return new VertxOptions()
                // One more for the admin listener, so that a scrape never stands before a call.
                .setEventLoopPoolSize(routeLoops + 1)
                .setBlockedThreadCheckInterval(10)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static RouteListener startRoute(
            final Vertx vertx,
            final GatewayConfig config,
            final TenantDirectory tenants,
            final Callers callers,
            final GatewayMeters meters) {
        final RouteConfig route = config.route();
        final HttpServerOptions options = ListenerOptions.of(route.address(), route.tls(), config.eventLoops() > 1);
        final RouteSettings settings = new RouteSettings(
                TimeUnit.MILLISECONDS.toNanos(route.serverDeadlineMs()),
                TimeUnit.MILLISECONDS.toNanos(route.longestDeadlineMs()),
                route.isClientTimestampTrusted(),
                route.isGetAllowed(),
                admission(route.overload(), config.eventLoops()),
                config.stop().graceMs(),
                formats(route));
        final FaultLog faultLog = new FaultLog();
        final ConnectionLimit connections = new ConnectionLimit(route.overload().connections());
        final Queue<RouteListener> listeners = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < config.eventLoops(); i++) {
            listeners.add(new RouteListener(
                    options, tenants, settings, callers.guard(), connections, meters.loop(i), faultLog));
        }
        final RouteListener any = listeners.element();
        final DeploymentOptions deployment = new DeploymentOptions().setInstances(config.eventLoops());
        Waiting.forListener(
                "route", route.address(), vertx.deployVerticle((Supplier<Deployable>) listeners::remove, deployment));
        return any;
    }

    private static AdmissionLimits admission(final OverloadConfig overload, final int eventLoops) {
        return new AdmissionLimits(
                Math.max(1, overload.openCalls() / eventLoops),
                TimeUnit.MILLISECONDS.toNanos(overload.turnBudgetMs()),
                (double) overload.tenantQuota() / eventLoops);
    }

    private static ResponseFormats formats(final RouteConfig route) {
        final Map<String, PriorityScale> scales = new HashMap<>();
        route.priorityScales()
                .forEach((platform, scale) ->
                        scales.put(platform, new PriorityScale(scale.atLowest(), scale.atHighest())));
        return new ResponseFormats(scales);
    }

    private static AdminListener startAdmin(
            final Vertx vertx,
            final GatewayConfig config,
            final TenantDirectory tenants,
            final Callers callers,
            final Readiness readiness,
            final GatewayMeters meters,
            final AdminServices services) {
        final AdminConfig admin = config.admin();
        final AdminListener listener = new AdminListener(
                ListenerOptions.of(admin.address(), admin.tls(), false),
                new AdminSettings(admin.hosts(), admin.hasReflection()),
                callers.guard(),
                readiness,
                meters,
                tenants,
                services);
        Waiting.forListener("admin", admin.address(), vertx.deployVerticle(listener));
        return listener;
    }
}
