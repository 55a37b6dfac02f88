package io.kairoute.gateway.start;

import io.kairoute.gateway.admin.AdminListener;
import io.kairoute.gateway.admin.Readiness;
import io.kairoute.gateway.admission.AdmissionLimits;
import io.kairoute.gateway.admission.ConnectionLimit;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.OverloadConfig;
import io.kairoute.gateway.config.RouteConfig;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.format.PriorityScale;
import io.kairoute.gateway.format.ResponseFormats;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Credentials;
import io.kairoute.gateway.identity.CredentialsFile;
import io.kairoute.gateway.log.DecisionLog;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.route.RouteListener;
import io.kairoute.gateway.route.RouteSettings;
import io.kairoute.router.snapshot.TenantDirectory;
import io.micrometer.core.instrument.FunctionCounter;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final int routePort;
    private final int adminPort;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private GatewayServer(
            final Vertx vertx,
            final long drainMs,
            final Readiness readiness,
            final GatewayMeters meters,
            final int routePort,
            final int adminPort) {
        this.vertx = vertx;
        this.drainMs = drainMs;
        this.readiness = readiness;
        this.meters = meters;
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
        return start(config, tenants, hasTable, null, null);
    }

    /**
     * Starts a gateway over the tenants of this node, their control plane and the log of their decisions, which the caller
     * closes after it.
     *
     * @throws StartException when a listener cannot be brought up
     */
    public static GatewayServer start(
            final GatewayConfig config,
            final TenantDirectory tenants,
            final IntPredicate hasTable,
            final @Nullable ControlPlane control,
            final @Nullable DecisionLog decisions) {
        final Supplier<CallerGuard> guards = guards(config, tenants);
        final Vertx vertx = Vertx.vertx(vertxOptions(config.eventLoops()));
        final GatewayMeters meters = new GatewayMeters(config.eventLoops());
        final Readiness readiness = new Readiness(tenants, hasTable);
        if (decisions != null) {
            FunctionCounter.builder("kairoute.decisions.lost", decisions, DecisionLog::lost)
                    .description("Decisions that the log has no record of.")
                    .register(meters.registry());
            FunctionCounter.builder("kairoute.decisions.logged", decisions, DecisionLog::written)
                    .description("Decisions written to the log.")
                    .register(meters.registry());
        }
        try {
            final int routePort = startRoute(vertx, config, tenants, guards, meters, decisions);
            final int adminPort = startAdmin(vertx, config, guards, readiness, meters, control);
            return new GatewayServer(vertx, config.stop().drainMs(), readiness, meters, routePort, adminPort);
        } catch (final StartException e) {
            Waiting.forever(vertx.close());
            meters.close();
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

    /** Stops: not ready, then no new calls, then no calls, then nothing. A second close does nothing. */
    @Override
    public void close() {
        if (isClosed.getAndSet(true)) {
            return;
        }
        readiness.stopping();
        Waiting.forMillis(drainMs);
        Waiting.forever(vertx.close());
        meters.close();
    }

    /** Makes guards, one for each event loop, over the same credentials. */
    private static Supplier<CallerGuard> guards(final GatewayConfig config, final TenantDirectory tenants) {
        final Path file = config.identity().credentials();
        if (file == null) {
            LOG.warn("event=open_node reason=\"identity.credentials is not set\" everybody_may=\"call this node\"");
            return CallerGuard::open;
        }
        try {
            final Credentials credentials = CredentialsFile.read(file, tenants);
            return () -> CallerGuard.closed(() -> credentials);
        } catch (final IllegalArgumentException e) {
            throw StartException.because(String.valueOf(e.getMessage()), e);
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

    private static int startRoute(
            final Vertx vertx,
            final GatewayConfig config,
            final TenantDirectory tenants,
            final Supplier<CallerGuard> guards,
            final GatewayMeters meters,
            final @Nullable DecisionLog decisions) {
        final RouteConfig route = config.route();
        final HttpServerOptions options = ListenerOptions.of(route.address(), route.tls(), config.eventLoops() > 1);
        final RouteSettings settings = new RouteSettings(
                TimeUnit.MILLISECONDS.toNanos(route.serverDeadlineMs()),
                TimeUnit.MILLISECONDS.toNanos(route.longestDeadlineMs()),
                route.isClientTimestampTrusted(),
                route.isGetAllowed(),
                admission(route.overload(), config.eventLoops()),
                config.stop().graceMs(),
                () -> decisions == null ? null : decisions.newSink(),
                formats(route));
        final FaultLog faultLog = new FaultLog();
        final ConnectionLimit connections = new ConnectionLimit(route.overload().connections());
        final Queue<RouteListener> listeners = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < config.eventLoops(); i++) {
            listeners.add(
                    new RouteListener(options, tenants, settings, guards.get(), connections, meters.loop(i), faultLog));
        }
        final RouteListener any = listeners.element();
        final DeploymentOptions deployment = new DeploymentOptions().setInstances(config.eventLoops());
        Waiting.forListener(
                "route", route.address(), vertx.deployVerticle((Supplier<Deployable>) listeners::remove, deployment));
        return any.port();
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

    private static int startAdmin(
            final Vertx vertx,
            final GatewayConfig config,
            final Supplier<CallerGuard> guards,
            final Readiness readiness,
            final GatewayMeters meters,
            final @Nullable ControlPlane control) {
        final AdminListener admin = new AdminListener(
                ListenerOptions.of(config.admin().address(), config.admin().tls(), false),
                guards.get(),
                readiness,
                meters,
                control);
        Waiting.forListener("admin", config.admin().address(), vertx.deployVerticle(admin));
        return admin.port();
    }
}
