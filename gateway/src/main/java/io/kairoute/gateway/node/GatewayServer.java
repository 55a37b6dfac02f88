package io.kairoute.gateway.node;

import io.kairoute.gateway.api.AdminListener;
import io.kairoute.gateway.api.AdminServices;
import io.kairoute.gateway.api.AdminSettings;
import io.kairoute.gateway.api.Readiness;
import io.kairoute.gateway.config.AdminConfig;
import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.RouteConfig;
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.edge.ConnectionLimit;
import io.kairoute.gateway.edge.ConnectionPolicy;
import io.kairoute.gateway.edge.GuardedTransport;
import io.kairoute.gateway.edge.ListenerOptions;
import io.kairoute.gateway.edge.ListenerTls;
import io.kairoute.gateway.edge.Seam;
import io.kairoute.gateway.edge.SeamCheck;
import io.kairoute.gateway.edge.VertxSeam;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.identity.RefusedCredentials;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.observe.TenantMeters;
import io.kairoute.router.snapshot.TenantDirectory;
import io.micrometer.core.instrument.FunctionCounter;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: the route listener on its event loops, the admin listener on one of its own. Thread-safe.
 *
 * <p>{@link #close} makes the node unready, lets calls in flight finish, and returns when everything is down; the admin listener goes
 * last, so that health and metrics are there as long as calls are.
 */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    /** How often it is looked whether a tenant has a new snapshot. */
    private static final long LOOK_MS = 1_000;

    private final Vertx vertx;
    private final long drainMs;
    private final Readiness readiness;
    private final GatewayMeters meters;
    private final Callers callers;
    private final Closing opened;
    private final RouteListeners routes;
    private final int adminPort;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private GatewayServer(
            final Vertx vertx,
            final long drainMs,
            final Readiness readiness,
            final GatewayMeters meters,
            final Callers callers,
            final Closing opened,
            final RouteListeners routes,
            final int adminPort) {
        this.vertx = vertx;
        this.drainMs = drainMs;
        this.readiness = readiness;
        this.meters = meters;
        this.callers = callers;
        this.opened = opened;
        this.routes = routes;
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
        return start(config, tenants, hasTable, services, server -> {});
    }

    /**
     * Starts a gateway as the others do, and warms it up before it says that it is ready.
     *
     * @param services what the admin listener serves beside health and metrics
     * @param warmUp gives the running server its first calls
     */
    public static GatewayServer start(
            final GatewayConfig config,
            final TenantDirectory tenants,
            final IntPredicate hasTable,
            final AdminServices services,
            final Consumer<GatewayServer> warmUp) {
        return start(config, tenants, hasTable, services, null, warmUp);
    }

    /**
     * Starts a gateway as the others do, whose decisions are logged.
     *
     * @param services what the admin listener serves beside health and metrics
     * @param decisions takes what is decided, and is closed by the caller after the gateway; null for nobody
     * @param warmUp gives the running server its first calls
     */
    public static GatewayServer start(
            final GatewayConfig config,
            final TenantDirectory tenants,
            final IntPredicate hasTable,
            final AdminServices services,
            final @Nullable DecisionLog decisions,
            final Consumer<GatewayServer> warmUp) {
        final Closing opened = new Closing();
        try {
            return start(config, tenants, hasTable, services, decisions, warmUp, opened);
        } catch (final RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static GatewayServer start(
            final GatewayConfig config,
            final TenantDirectory tenants,
            final IntPredicate hasTable,
            final AdminServices services,
            final @Nullable DecisionLog decisions,
            final Consumer<GatewayServer> warmUp,
            final Closing opened) {
        warnOfClearText(config);
        final GatewayMeters meters = opened.add(new GatewayMeters(config.eventLoops()));
        final FileWatch watch = opened.add(new FileWatch(config.identity().reloadMs()));
        final Callers callers = opened.add(callers(config, tenants, watch));
        final AccessLog accessLog = config.route().isAccessLogged() ? opened.add(AccessLog.open()) : null;
        final FaultLog faultLog = new FaultLog();
        final ExplainDesk explainDesk =
                opened.add(new ExplainDesk(tenants, config.route().isClientTimestampTrusted(), faultLog));
        final FileWatch.Mark routeFiles = mark(config.route().tls());
        final FileWatch.Mark adminFiles = mark(config.admin().tls());
        final Handler<Throwable> uncaught = fault -> {
            meters.uncaught();
            faultLog.report(fault);
        };
        final Vertx adminVertx = guarded(policy("admin", config.route(), meters), 1, uncaught);
        opened.add(() -> Waiting.forClose(adminVertx, config.stop().graceMs()));
        final Vertx vertx = guarded(policy("route", config.route(), meters), config.eventLoops(), uncaught);
        // Opened last and so closed first: calls in flight still need everything above.
        opened.add(() -> Waiting.forClose(vertx, config.stop().graceMs()));
        showRefusedCredentials(meters, callers);
        final TenantMeters tenantMeters = new TenantMeters(tenants, meters.registry(), InstantSource.system());
        adminVertx.setPeriodic(LOOK_MS, id -> tenantMeters.look());
        if (accessLog != null) {
            meters.showLostLines(accessLog);
        }
        if (decisions != null) {
            FunctionCounter.builder("kairoute.decisions.lost", decisions, DecisionLog::lost)
                    .description("Decisions that the log has no record of.")
                    .register(meters.registry());
            FunctionCounter.builder("kairoute.decisions.reads.ended", decisions.claims(), ChunkClaims::ended)
                    .description("Long reads of the decision log that retention ended.")
                    .register(meters.registry());
            FunctionCounter.builder("kairoute.decisions.logged", decisions, DecisionLog::written)
                    .description("Decisions written to the log.")
                    .register(meters.registry());
        }
        final Readiness readiness = new Readiness(tenants, hasTable);
        final Seam seam = config.route().answersPlainCalls() ? SeamCheck.checked(vertx, new VertxSeam()) : Seam.NONE;
        meters.showPlainCalls(seam != Seam.NONE);
        final RouteListeners routes = RouteListeners.start(
                vertx,
                config,
                new RouteParts(tenants, callers, explainDesk, meters, faultLog, accessLog, decisions, seam));
        final AdminListener admin = startAdmin(adminVertx, config, tenants, callers, readiness, meters, services);
        keepRenewed("route", config.route().tls(), routeFiles, watch, routes::renew);
        keepRenewed("admin", config.admin().tls(), adminFiles, watch, admin::renew);
        final GatewayServer server = new GatewayServer(
                vertx, config.stop().drainMs(), readiness, meters, callers, opened, routes, admin.port());
        warmUp.accept(server);
        routes.warm();
        readiness.started();
        return server;
    }

    /** The port that routing calls are taken on. */
    public int routePort() {
        return routes.port();
    }

    /** The event loops that route; each runs what it is given on its own thread, between two contacts. */
    public List<Executor> loops() {
        return routes.loops();
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

    /** Asks the node itself until it answers as fast as it will, for 0.6 s at most. */
    public void warmUp() {
        whileLent(door -> WarmUp.ask(vertx, door));
    }

    /**
     * Runs a task that may ask this node to route, on any tenant, until it ends; the key is in no file.
     *
     * <p>For whoever starts this node and must ask it something before anybody else can.
     */
    public void whileLent(final Consumer<OwnDoor> task) {
        final NewKey key = NewKey.make(new SecureRandom());
        callers.lend(key.sha256());
        try {
            routes.whileOpen((host, port) -> task.accept(new OwnDoor(host, port, key.key())));
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
        opened.close();
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

    private static void warnOfClearText(final GatewayConfig config) {
        for (final String listener : config.clearTextListeners()) {
            LOG.warn(
                    "event=credentials_in_clear_text listener={} reason=\"{}.tls.cert is not set\""
                            + " whoever_is_on_the_way_may=\"read keys and tokens\"",
                    listener,
                    listener);
        }
    }

    private static void showRefusedCredentials(final GatewayMeters meters, final Callers callers) {
        for (final String listener : List.of("route", "admin")) {
            final RefusedCredentials refused = callers.refused(listener);
            for (final RefusedCredentials.Cause cause : RefusedCredentials.Cause.values()) {
                meters.showRefusedCredentials(listener, cause.name(), refused, counted -> counted.count(cause));
            }
        }
    }

    /** Serves new connections with the newest certificates. */
    private static void keepRenewed(
            final String name,
            final @Nullable TlsConfig tls,
            final FileWatch.Mark since,
            final FileWatch watch,
            final Function<ServerSSLOptions, Future<Boolean>> renew) {
        if (tls != null) {
            watch.watch(name + "_certificates", since, () -> Waiting.forRenewal(renew.apply(ListenerTls.read(tls))));
        }
    }

    /** What a listener's certificates are before it reads them. */
    private static FileWatch.Mark mark(final @Nullable TlsConfig tls) {
        return FileWatch.Mark.of(tls == null ? List.of() : ListenerTls.files(tls));
    }

    private static ConnectionPolicy policy(
            final String listener, final RouteConfig config, final GatewayMeters meters) {
        final ConnectionLimit limit = new ConnectionLimit(config.overload().connections());
        meters.showConnections(listener, limit::open);
        return new ConnectionPolicy(
                limit, TimeUnit.MILLISECONDS.toNanos(config.connections().headMs()), meters::connectionRejected);
    }

    /**
     * Event loops whose listeners are held to one policy. The admin listener has a Vert.x of its own: so neither the order in which
     * listeners are bound, nor how Vert.x spreads its work, decides what they are held to, or puts a scrape before a call.
     */
    private static Vertx guarded(
            final ConnectionPolicy policy, final int eventLoops, final Handler<Throwable> uncaught) {
        final Vertx vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(eventLoops)
                        .setBlockedThreadCheckInterval(10)
                        .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setClassPathResolvingEnabled(false)
                                .setFileCachingEnabled(false)))
                .withTransport(new GuardedTransport(policy))
                .build();
        vertx.exceptionHandler(uncaught);
        return vertx;
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
                ListenerOptions.of(
                        admin.address(),
                        admin.tls(),
                        config.route().connections().idleMs(),
                        false),
                new AdminSettings(
                        admin.hosts(),
                        admin.hasReflection(),
                        new AdminSettings.Connections(
                                config.route().connections().maxAgeMs(),
                                config.route().connections().graceMs(),
                                config.stop().graceMs())),
                callers.guard("admin"),
                readiness,
                meters,
                tenants,
                services);
        Waiting.forListener("admin", admin.address(), vertx.deployVerticle(listener));
        return listener;
    }
}
