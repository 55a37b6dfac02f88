package io.kairoute.bench.report;

import io.kairoute.bench.gateway.GatewayFigures;
import io.kairoute.bench.gateway.GatewayRun;
import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.micro.MicroResult;
import io.kairoute.bench.micro.Turn;
import io.kairoute.bench.micro.Turns;
import io.kairoute.bench.rivals.RivalKind;
import io.kairoute.bench.rivals.RivalSummary;
import io.kairoute.bench.rivals.RivalTiming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one run measured.
 *
 * @param extent how much was measured
 * @param machine on what
 * @param bytesPerRoute bytes that a decision allocates
 * @param micro task to result
 * @param rivals timings of the rivals
 * @param gateway what was measured over the network; null where that was left out
 * @param leftOut what was left out, with the reason
 * @param seconds how long it took
 */
public record ReportData(
        Extent extent,
        Map<String, String> machine,
        double bytesPerRoute,
        Map<String, MicroResult> micro,
        List<RivalTiming> rivals,
        @Nullable GatewayFigures gateway,
        Map<String, String> leftOut,
        double seconds) {

    /** Copies what could be changed. */
    public ReportData {
        machine = new LinkedHashMap<>(machine);
        micro = new LinkedHashMap<>(micro);
        rivals = List.copyOf(rivals);
        leftOut = new LinkedHashMap<>(leftOut);
    }

    /** The median of a micro benchmark in nanoseconds; NaN where it was not run. */
    double ns(final String task) {
        final MicroResult result = micro.get(task);
        return result == null ? Double.NaN : result.medianNs();
    }

    /** How often one of those that took turns goes into another; NaN where they were not run. */
    private double inTurns(final Turn of, final Turn to) {
        final MicroResult first = micro.get(ReportRun.inTurns(of));
        final MicroResult second = micro.get(ReportRun.inTurns(to));
        return first == null || second == null ? Double.NaN : Turns.ratio(first.ns(), second.ns());
    }

    /** The flat object of numbers. */
    public Summary summary() {
        final Summary summary = new Summary();
        final double route = ns(ReportRun.ROUTE);
        summary.put("core.route.bytes_per_op", bytesPerRoute);
        summary.put("core.route.ns", route);
        summary.put("core.route.profiles", (double) extent.profiles());
        summary.put("core.turns.profiles", (double) extent.turnCustomers());
        summary.put("core.route.over_get_using", inTurns(Turn.DECISION, Turn.GET_USING));
        summary.put("core.route.over_memory_read", inTurns(Turn.DECISION, Turn.MEMORY_READ));
        summary.put("core.route.over_find", inTurns(Turn.DECISION, Turn.FIND));
        summary.put("core.route.experiment_over_plain", inTurns(Turn.EXPERIMENT, Turn.DECISION));
        summary.put("core.route.logged_over_unlogged", inTurns(Turn.LOGGED, Turn.DECISION));
        summary.put("core.route.tenants_1000_one_table_over_one", inTurns(Turn.SHARED_TABLE, Turn.ONE_TENANT));
        summary.put("core.route.tenants_1000_over_one", inTurns(Turn.THOUSAND_TENANTS, Turn.ONE_TENANT));
        summary.put("core.route.index_over_no_index", route / ns("route_no_index"));
        micro.forEach((task, result) -> {
            summary.put("micro." + task + ".ns", result.medianNs());
            summary.put("micro." + task + ".spread", result.spread());
            summary.put("micro." + task + ".bytes", Math.rint(result.leastBytes()));
            summary.put("micro." + task + ".p999_ns", result.p999Ns());
        });
        summary.put("core.publication.p999_over_quiet", publishing("publishing_10") / publishing("publishing_0"));
        putRivals(summary);
        if (gateway != null) {
            putGateway(gateway, summary);
        }
        summary.put("run.seconds", seconds);
        return summary;
    }

    private void putRivals(final Summary summary) {
        final RivalSummary engines = new RivalSummary(rivals);
        for (final RivalKind kind : RivalKind.values()) {
            for (final int rows : extent.rivals().rows()) {
                engines.fastestOverCore(kind, rows)
                        .ifPresent(ratio ->
                                summary.put("rivals." + kind.key() + "_over_core.rows_" + rows, ratio.ratio()));
            }
        }
        for (final RivalTiming timing : rivals) {
            final String prefix = "rivals." + timing.engine() + ".rows_" + timing.rows();
            summary.put(prefix + ".ns", timing.median());
            summary.put(prefix + ".spread", timing.spread());
        }
    }

    private double publishing(final String task) {
        final MicroResult result = micro.get(task);
        return result == null ? Double.NaN : result.p999Ns();
    }

    private static void putGateway(final GatewayFigures gateway, final Summary summary) {
        gateway.unary().forEach((server, rates) -> {
            summary.put("gateway.unary." + server + ".per_s", Statistics.median(rates));
            summary.put("gateway.unary." + server + ".spread", Statistics.spread(rates));
        });
        final double unary = rate(gateway, GatewayRun.KAIROUTE);
        summary.put("gateway.unary_over_grpc_java", unary / rate(gateway, GatewayRun.GRPC_JAVA));
        summary.put("gateway.unary_over_vertx_grpc", unary / rate(gateway, GatewayRun.VERTX));
        summary.put("gateway.stream.per_s", Statistics.median(gateway.streamPerS()));
        summary.put("gateway.stream_over_unary", Statistics.median(gateway.streamPerS()) / unary);
        summary.put("gateway.bytes_per_call", Math.rint(gateway.bytesPerCall()));
        gateway.atHalfRate().forEach((server, result) -> putLatencies("gateway.half_rate." + server, result, summary));
        putLatencies("gateway.quiet", gateway.quiet(), summary);
        putLatencies("gateway.publishing", gateway.publishing(), summary);
        summary.put("gateway.published", (double) gateway.published());
        gateway.perSByLoops().forEach((loops, perS) -> summary.put("gateway.loops_" + loops + ".per_s", perS));
        summary.put(
                "gateway.publishing_over_quiet.p999",
                gateway.publishing().percentileUs(99.9) / gateway.quiet().percentileUs(99.9));
        final LoadResult ours = gateway.atHalfRate().get(GatewayRun.KAIROUTE);
        final LoadResult theirs = gateway.atHalfRate().get(GatewayRun.GRPC_JAVA);
        // Where the generator was the limit the two say nothing about the servers. If it offered the rate to ours it
        // can: one
        // that it cannot offer to theirs is more than theirs bears, and what calls waited for is in the latencies.
        if (ours != null && theirs != null && ours.isOffered()) {
            summary.put("gateway.half_rate_p99_over_grpc_java", ours.percentileUs(99) / theirs.percentileUs(99));
        }
    }

    private static void putLatencies(final String prefix, final LoadResult result, final Summary summary) {
        summary.put(prefix + ".asked_per_s", result.plan().ratePerS());
        summary.put(prefix + ".offered_per_s", result.offeredPerS());
        summary.put(prefix + ".failed", (double) result.failed());
        summary.put(prefix + ".p50_us", result.percentileUs(50));
        summary.put(prefix + ".p99_us", result.percentileUs(99));
        summary.put(prefix + ".p999_us", result.percentileUs(99.9));
    }

    private static double rate(final GatewayFigures gateway, final String server) {
        return Statistics.median(gateway.unary().getOrDefault(server, List.of()));
    }
}
