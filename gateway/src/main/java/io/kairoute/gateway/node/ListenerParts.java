package io.kairoute.gateway.node;

import io.kairoute.gateway.config.FileWatch;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.history.ChunkClaims;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.identity.Callers;
import io.kairoute.gateway.identity.RefusedCredentials;
import io.kairoute.gateway.observe.AccessLog;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.gateway.observe.GatewayMeters;
import io.kairoute.gateway.trace.Spans;
import io.kairoute.router.snapshot.TenantDirectory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the listeners of a node share.
 *
 * @param watch looks at files that may change
 * @param accessLog null where calls are not logged
 * @param spans tells a collector of calls
 */
record ListenerParts(
        GatewayMeters meters,
        FileWatch watch,
        Callers callers,
        FaultLog faultLog,
        @Nullable AccessLog accessLog,
        Spans spans) {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerParts.class);
    private static final double NS_PER_SECOND = 1e9;

    /** Opens them. */
    static ListenerParts open(final GatewayConfig config, final Served served, final Closing opened) {
        final GatewayMeters meters = opened.open("the meters", () -> new GatewayMeters(config.eventLoops()));
        meters.showBuild(NodeVersion.text(), Runtime.version());
        final FileWatch watch = opened.open(
                "the watch of files", () -> new FileWatch(config.identity().reloadMs()));
        final Callers callers = opened.open("the callers", () -> callers(config, served.tenants(), watch));
        showRefusedCredentials(meters, callers);
        showRefusedFiles(meters, watch);
        final DecisionLog decisions = served.decisions();
        if (decisions != null) {
            showDecisions(meters, decisions);
        }
        return new ListenerParts(
                meters,
                watch,
                callers,
                new FaultLog(),
                accessLog(config, meters, opened),
                spans(config, meters, opened));
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

    private static @Nullable AccessLog accessLog(
            final GatewayConfig config, final GatewayMeters meters, final Closing opened) {
        if (!config.route().isAccessLogged()) {
            return null;
        }
        final AccessLog log = opened.open("the access log", AccessLog::open);
        meters.showLostLines(log);
        return log;
    }

    private static Spans spans(final GatewayConfig config, final GatewayMeters meters, final Closing opened) {
        final Spans spans = config.tracing().endpoint() == null
                ? Spans.NONE
                : opened.open(
                        "the spans",
                        () -> Spans.open(
                                config.tracing(),
                                NodeVersion.text(),
                                UUID.randomUUID().toString()));
        FunctionCounter.builder("kairoute.spans.sent", spans, Spans::sent)
                .description("Spans that the collector took.")
                .register(meters.registry());
        FunctionCounter.builder("kairoute.spans.lost", spans, Spans::lost)
                .description("Spans that were lost because the collector was away or too slow.")
                .register(meters.registry());
        return spans;
    }

    private static void showRefusedCredentials(final GatewayMeters meters, final Callers callers) {
        for (final String listener : List.of("route", "admin")) {
            final RefusedCredentials refused = callers.refused(listener);
            for (final RefusedCredentials.Cause cause : RefusedCredentials.Cause.values()) {
                meters.showRefusedCredentials(listener, cause.name(), refused, counted -> counted.count(cause));
            }
        }
    }

    private static void showRefusedFiles(final GatewayMeters meters, final FileWatch watch) {
        FunctionCounter.builder("kairoute.files.not.reloaded", watch, FileWatch::refused)
                .description("Changes of files of credentials, keys, certificates or log levels that were not taken.")
                .register(meters.registry());
    }

    private static void showDecisions(final GatewayMeters meters, final DecisionLog decisions) {
        FunctionCounter.builder("kairoute.decisions.lost", decisions, DecisionLog::lost)
                .description("Decisions that the log has no record of.")
                .register(meters.registry());
        FunctionCounter.builder("kairoute.decisions.reads.ended", decisions.claims(), ChunkClaims::ended)
                .description("Long reads of the decision log that retention ended.")
                .register(meters.registry());
        Gauge.builder("kairoute.decisions.waiting.bytes", decisions, DecisionLog::waitingBytes)
                .description("Bytes of decisions that wait to be logged.")
                .register(meters.registry());
        Gauge.builder("kairoute.decisions.lag.seconds", decisions, log -> log.lagNs() / NS_PER_SECOND)
                .description("Time since the decision log was on the disk last, with all that it had taken.")
                .register(meters.registry());
        FunctionCounter.builder("kairoute.decisions.logged", decisions, DecisionLog::written)
                .description("Decisions written to the log.")
                .register(meters.registry());
    }
}
