package io.kairoute.gateway.node;

import io.kairoute.gateway.api.AdminListener;
import io.kairoute.gateway.api.AdminParts;
import io.kairoute.gateway.api.AdminSettings;
import io.kairoute.gateway.api.OutcomesListener;
import io.kairoute.gateway.api.SidePages;
import io.kairoute.gateway.config.Address;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.console.Console;
import io.kairoute.gateway.edge.ListenerOptions;
import io.kairoute.gateway.edge.Seam;
import io.kairoute.gateway.explain.ExplainDesk;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.health.Readiness;
import io.kairoute.gateway.observe.TenantMeters;
import io.micrometer.core.instrument.FunctionCounter;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of a node: routing on its event loops, administration on one of its own, and there a door for outcomes where
 * configuration asks for one.
 *
 * @param parts what they share
 * @param readiness what they say of the node
 * @param outcomes null for none
 */
record Listeners(
        ListenerParts parts,
        Readiness readiness,
        RouteListeners routes,
        AdminListener admin,
        @Nullable OutcomesListener outcomes) {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** How often it is looked whether a tenant has a new snapshot. */
    private static final long LOOK_MS = 1_000;

    /**
     * Brings them up.
     *
     * @param phase how far the node has come
     * @param ahead what was made meanwhile
     * @throws StartException when a port cannot be had
     */
    static Listeners open(
            final GatewayConfig config,
            final Served served,
            final Readiness.Phase phase,
            final Ahead ahead,
            final Closing opened) {
        warnOfClearText(config);
        final ListenerParts parts = ListenerParts.open(config, served, opened);
        final ExplainDesk desk = opened.open(
                "the explain desk",
                () -> new ExplainDesk(served.tenants(), config.route().isClientTimestampTrusted(), parts.faultLog()));
        FunctionCounter.builder("kairoute.explanations", desk, ExplainDesk::made)
                .description("Decisions that were explained.")
                .register(parts.meters().registry());
        final Certificates routeFiles = Certificates.of("route", config.route().tls());
        final Certificates adminFiles = Certificates.of("admin", config.admin().tls());
        final EventLoops loops = new EventLoops(config, parts, opened);
        final Vertx adminVertx = loops.open("admin", 1);
        // Opened last and so closed first: calls in flight still need everything above.
        final Vertx vertx = loops.open("route", config.eventLoops());

        final Readiness readiness = new Readiness(phase, served.tenants(), served.hasTable());
        parts.meters().showReady(readiness::isReady, InstantSource.system());
        final RouteListeners routes = RouteListeners.start(
                vertx,
                config,
                routeFiles.read(),
                routeParts(served, parts, new HealthAnswers(readiness), desk, ahead.seam()));
        final AdminListener admin = new AdminListener(
                ListenerOptions.ofAdmin(
                        config.admin().address(),
                        adminFiles.read(),
                        config.route().connections().idleMs()),
                adminSettings(config),
                adminParts(served, parts, readiness, console(config, served, parts, adminVertx, ahead, opened)));
        Waiting.forListener("admin", config.admin().address(), adminVertx.deployVerticle(admin));
        final OutcomesListener outcomes = outcomes(config, adminFiles, adminVertx, admin);

        final TenantMeters tenants =
                new TenantMeters(served.tenants(), parts.meters().registry(), InstantSource.system());
        adminVertx.setPeriodic(LOOK_MS, id -> tenants.look());
        routeFiles.keepRenewed(parts.watch(), routes::renew);
        adminFiles.keepRenewed(
                parts.watch(),
                ssl -> outcomes == null ? admin.renew(ssl) : admin.renew(ssl).compose(renewed -> outcomes.renew(ssl)));
        return new Listeners(parts, readiness, routes, admin, outcomes);
    }

    private static @Nullable OutcomesListener outcomes(
            final GatewayConfig config, final Certificates files, final Vertx vertx, final AdminListener admin) {
        final Address address = config.outcomes().address();
        if (address == null) {
            return null;
        }
        final OutcomesListener outcomes = new OutcomesListener(
                ListenerOptions.ofAdmin(
                        address, files.read(), config.route().connections().idleMs()),
                admin);
        Waiting.forListener("outcomes", address, vertx.deployVerticle(outcomes));
        return outcomes;
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

    private static RouteParts routeParts(
            final Served served,
            final ListenerParts parts,
            final HealthAnswers health,
            final ExplainDesk desk,
            final Seam seam) {
        parts.meters().showPlainCalls(seam != Seam.NONE);
        return new RouteParts(
                served.tenants(),
                health,
                parts.callers(),
                desk,
                parts.meters(),
                parts.faultLog(),
                parts.accessLog(),
                parts.spans(),
                served.decisions(),
                seam);
    }

    private static @Nullable Console console(
            final GatewayConfig config,
            final Served served,
            final ListenerParts parts,
            final Vertx vertx,
            final Ahead ahead,
            final Closing opened) {
        if (!config.console().isEnabled()) {
            return null;
        }
        final Console console = opened.open(
                "the console", () -> Console.open(config, ahead.pages(), parts.callers(), served.tenants(), vertx));
        console.show(parts.meters().registry());
        return console;
    }

    private static AdminSettings adminSettings(final GatewayConfig config) {
        final Set<String> hosts = new HashSet<>(config.admin().hosts());
        final URI origin = config.console().origin();
        if (origin != null) {
            hosts.add(origin.getHost());
        }
        return new AdminSettings(
                hosts,
                config.admin().hasReflection(),
                new AdminSettings.Connections(
                        config.route().connections().maxAgeMs(),
                        config.route().connections().graceMs(),
                        config.stop().graceMs()));
    }

    private static AdminParts adminParts(
            final Served served,
            final ListenerParts parts,
            final Readiness readiness,
            final @Nullable Console console) {
        return new AdminParts(
                console == null
                        ? parts.callers().guard("admin")
                        : parts.callers().guard("admin", console.cookies()),
                readiness,
                parts.meters(),
                parts.spans(),
                served.tenants(),
                served.services(),
                console == null ? SidePages.NONE : console);
    }
}
