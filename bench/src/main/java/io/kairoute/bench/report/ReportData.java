package io.kairoute.bench.report;

import io.kairoute.bench.gateway.CallCost;
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
 * @param disturbed what could not be measured in quiet, with the share of the processors that others used
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
        Map<String, Double> disturbed,
        double seconds) {

    /** Copies what could be changed. */
    public ReportData {
        machine = new LinkedHashMap<>(machine);
        micro = new LinkedHashMap<>(micro);
        rivals = List.copyOf(rivals);
        leftOut = new LinkedHashMap<>(leftOut);
        disturbed = new LinkedHashMap<>(disturbed);
    }

    /** The median of a micro benchmark in nanoseconds; NaN where it was not run. */
    double ns(final String task) {
        final MicroResult result = micro.get(task);
        return result == null ? Double.NaN : result.medianNs();
    }

    /** How often one of those that took turns goes into another; NaN where they were not run. */
    private double inTurns(final Turn of, final Turn to) {
        return Statistics.median(ratios(of, to));
    }

    /** How often one of those that took turns goes into another, second by second; empty where they were not run. */
    List<Double> ratios(final Turn of, final Turn to) {
        final MicroResult first = micro.get(ReportRun.inTurns(of));
        final MicroResult second = micro.get(ReportRun.inTurns(to));
        return first == null || second == null ? List.of() : Turns.ratios(first.ns(), second.ns());
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
            summary.put("micro." + task + ".p999_ns", result.sampled().p999());
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
        return result == null ? Double.NaN : result.sampled().p999();
    }

    private static void putGateway(final GatewayFigures gateway, final Summary summary) {
        gateway.saturated().forEach((asked, rates) -> {
            summary.put("gateway." + asked + ".per_s", Statistics.median(rates));
            summary.put("gateway." + asked + ".spread", Statistics.spread(rates));
        });
        final double unary = gateway.perS(GatewayRun.KAIROUTE);
        summary.put("gateway.unary_over_grpc_java", unary / gateway.perS(GatewayRun.GRPC_JAVA));
        summary.put("gateway.unary_over_vertx_grpc", unary / gateway.perS(GatewayRun.VERTX));
        summary.put("gateway.unlogged_over_logged", gateway.perS(GatewayRun.UNLOGGED) / unary);
        summary.put("gateway.stream_over_unary", gateway.perS(GatewayRun.STREAM) / unary);
        summary.put("gateway.json_over_unary", gateway.perS(GatewayRun.JSON) / unary);
        summary.put("gateway.1000_connections_over_8", gateway.perS(GatewayRun.CONNECTIONS_1000) / unary);
        summary.put("gateway.bytes_per_call", Math.rint(gateway.bytesPerCall()));
        summary.put(
                "gateway.processor_time_over_grpc_java",
                gateway.processorUs(GatewayRun.KAIROUTE) / gateway.processorUs(GatewayRun.GRPC_JAVA));
        gateway.atShare().forEach((share, cost) -> putCost("gateway.at_" + share + "_percent", cost, summary));
        putCost("gateway.first_calls", gateway.first(), summary);
        gateway.atHalfRate().forEach((server, cost) -> putCost("gateway.half_rate." + server, cost, summary));
        putLatencies("gateway.quiet", gateway.quiet(), summary);
        putLatencies("gateway.publishing", gateway.publishing(), summary);
        summary.put("gateway.published", (double) gateway.published());
        gateway.perSByLoops().forEach((loops, perS) -> summary.put("gateway.loops_" + loops + ".per_s", perS));
        summary.put(
                "gateway.publishing_over_quiet.p999",
                gateway.publishing().percentileUs(99.9) / gateway.quiet().percentileUs(99.9));
        summary.put("gateway.half_rate_p99_over_grpc_java", atHalfRate(gateway));
    }

    // Where the generator was the limit, or a server could not bear the rate, the two say nothing about each other.
    private static double atHalfRate(final GatewayFigures gateway) {
        return p99AtHalfRate(gateway, GatewayRun.KAIROUTE) / p99AtHalfRate(gateway, GatewayRun.GRPC_JAVA);
    }

    private static double p99AtHalfRate(final GatewayFigures gateway, final String server) {
        final @Nullable CallCost cost = gateway.atHalfRate().get(server);
        return cost != null && cost.isTold() && cost.load().isOffered()
                ? cost.load().percentileUs(99)
                : Double.NaN;
    }

    private static void putCost(final String prefix, final CallCost cost, final Summary summary) {
        if (cost.isTold()) {
            putLatencies(prefix, cost.load(), summary);
            summary.put(prefix + ".processor_us", cost.processorUs());
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
}
