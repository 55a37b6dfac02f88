package io.kairoute.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.bench.gateway.CallCost;
import io.kairoute.bench.gateway.GatewayFigures;
import io.kairoute.bench.gateway.GatewayRun;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.Protocol;
import io.kairoute.bench.micro.MicroResult;
import io.kairoute.bench.micro.Percentiles;
import io.kairoute.bench.micro.Turn;
import io.kairoute.bench.report.Floors.Verdict;
import io.kairoute.bench.rivals.RivalTiming;
import io.kairoute.ctl.connection.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDataTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldDivideWhatItSaysItDivides() {
        final Map<String, Double> figures = data().summary().figures();

        assertEquals(0, figures.get("core.route.bytes_per_op"));
        assertEquals(1.5, figures.get("core.route.over_get_using"));
        assertEquals(3, figures.get("core.route.over_memory_read"));
        assertEquals(1.2, figures.get("core.route.experiment_over_plain"));
        assertEquals(1.1, figures.get("core.route.logged_over_unlogged"));
        assertEquals(2, figures.get("core.route.tenants_1000_one_table_over_one"));
        assertEquals(5, figures.get("core.route.tenants_1000_over_one"));
        assertEquals(30, figures.get("rivals.dmn_over_core.rows_100"));
        assertEquals(0.01, figures.get("rivals.by_hand_over_core.rows_100"));
        assertEquals(1.5, figures.get("gateway.unary_over_grpc_java"));
        assertEquals(5, figures.get("gateway.stream_over_unary"));
        assertEquals(0.5, figures.get("gateway.json_over_unary"));
        assertEquals(0.8, figures.get("gateway.processor_time_over_grpc_java"));
        assertEquals(1_234, figures.get("gateway.bytes_per_call"));
        assertEquals(120, figures.get("gateway.loops_2.per_s"));
        assertEquals(2, figures.getOrDefault("gateway.publishing_over_quiet.p999", 0.0), 0.01);
    }

    @Test
    void shouldCompareLatenciesAtHalfRateWhereBothServersBoreIt() {
        final String ratio = "gateway.half_rate_p99_over_grpc_java";

        assertEquals(1, data(latencies(100), latencies(100)).summary().figures().get(ratio));
        assertFalse(data(latencies(100), latencies(400, 80)).summary().figures().containsKey(ratio));
        assertFalse(data(latencies(100, 80), latencies(100)).summary().figures().containsKey(ratio));
    }

    @Test
    void shouldWriteAPageThatNeedsNothingElse() throws Exception {
        final ReportData data = data();

        ReportFiles.write(
                directory, data, data.summary(), List.of(new Verdict("x", "at most 1", 2.0, Verdict.State.BROKEN)));

        final String page = Files.readString(directory.resolve("index.html"));
        assertTrue(page.contains("x is 2.00, promised is at most 1"));
        assertTrue(page.contains("Left out: GoRules Zen, one after the other (node is not on the PATH)."));
        assertTrue(page.contains("<svg"));
        assertFalse(page.contains("http://") || page.contains("src="), "the page asks for something else");
        assertEquals(page.split("<table>", -1).length, page.split("</table>", -1).length, "tables opened and closed");
        assertTrue(Files.readString(directory.resolve("summary.json")).startsWith("{"));
    }

    private static ReportData data() {
        return data(latencies(100), latencies(100));
    }

    private static ReportData data(final LoadResult ours, final LoadResult theirs) {
        final Map<String, MicroResult> micro = new LinkedHashMap<>();
        micro(micro, ReportRun.ROUTE, 600);
        micro(micro, ReportRun.GET_USING, 300);
        micro(micro, ReportRun.inTurns(Turn.DECISION), 450);
        micro(micro, ReportRun.inTurns(Turn.GET_USING), 300);
        micro(micro, ReportRun.inTurns(Turn.MEMORY_READ), 150);
        micro(micro, ReportRun.inTurns(Turn.EXPERIMENT), 540);
        micro(micro, ReportRun.inTurns(Turn.LOGGED), 495);
        micro(micro, ReportRun.inTurns(Turn.ONE_TENANT), 400);
        micro(micro, ReportRun.inTurns(Turn.SHARED_TABLE), 800);
        micro(micro, ReportRun.inTurns(Turn.THOUSAND_TENANTS), 2_000);
        micro(micro, "ladder_wrap", 50);
        final List<RivalTiming> rivals = List.of(
                new RivalTiming("core", 100, true, 1, List.of(1_000.0)),
                new RivalTiming("hash_map", 100, true, 1, List.of(10.0)),
                new RivalTiming("kie_dmn", 100, true, 1, List.of(30_000.0)),
                new RivalTiming("camunda_dmn", 100, true, 1, List.of(40_000.0)));
        final GatewayFigures gateway = new GatewayFigures(
                Map.of(
                        GatewayRun.KAIROUTE, List.of(150.0, 100.0, 151.0),
                        GatewayRun.GRPC_JAVA, List.of(100.0, 99.0, 900.0),
                        GatewayRun.VERTX, List.of(120.0),
                        GatewayRun.STREAM, List.of(750.0),
                        GatewayRun.JSON, List.of(75.0)),
                1_234,
                Map.of(
                        GatewayRun.KAIROUTE, new CallCost(ours, 8),
                        GatewayRun.GRPC_JAVA, new CallCost(theirs, 10)),
                Map.of(10, new CallCost(ours, 9)),
                new CallCost(latencies(300), 40),
                latencies(100),
                latencies(200),
                10,
                Map.of(1, 100.0, 2, 120.0));
        return new ReportData(
                Extent.QUICK,
                Map.of("commit", "<abc>"),
                0,
                micro,
                rivals,
                gateway,
                Map.of("zen", "node is not on the PATH"),
                Map.of("route", 0.2),
                1);
    }

    private static void micro(final Map<String, MicroResult> into, final String name, final double ns) {
        into.put(name, new MicroResult(name, List.of(ns, ns - 1, ns + 1), List.of(0.2), Percentiles.NONE));
    }

    private static LoadResult latencies(final long us) {
        return latencies(us, 100);
    }

    private static LoadResult latencies(final long us, final double offeredPerS) {
        final Histogram latencies = new Histogram(10_000_000_000L, 3);
        latencies.recordValueWithCount(us * 1_000, 100);
        final LoadPlan plan = new LoadPlan(new Target("localhost", 1), Protocol.UNARY, 1, 100, true, 1, 1, 1);
        return new LoadResult(plan, latencies, offeredPerS, offeredPerS, Map.of(), 0, 0, List.of(), null);
    }
}
