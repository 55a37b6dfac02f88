package io.kairoute.bench.report;

import io.kairoute.bench.decision.Step;
import io.kairoute.bench.gateway.GatewayFigures;
import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.micro.MicroResult;
import io.kairoute.bench.report.Floors.Verdict;
import io.kairoute.bench.rivals.RivalSummary;
import io.kairoute.bench.rivals.RivalTiming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.HistogramIterationValue;

/** Writes one run as one page that needs nothing else. Thread-confined: owned by a command. */
final class HtmlPage {
    private static final double US = 1_000;
    private static final double PERCENT = 100;

    private final ReportData data;
    private final Map<String, Double> figures;
    private final StringBuilder html = new StringBuilder();

    HtmlPage(final ReportData data, final Map<String, Double> figures) {
        this.data = data;
        this.figures = figures;
    }

    /** The page, with the promises that were broken at its top, and what became of each. */
    String text(final List<Verdict> verdicts) {
        html.append("""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kairoute, measured</title><style>
                body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
                table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.2rem .8rem;text-align:right;
                border-bottom:1px solid #e4e4e4}th:first-child,td:first-child{text-align:left}
                svg{max-width:100%;height:auto}svg text{font:12px system-ui,sans-serif;fill:#333}
                .note{color:#666}.bad{color:#b3261e}.close{color:#8a5a00}</style></head><body><h1>Kairoute, measured</h1>
                """);
        verdicts.stream().filter(Verdict::isRed).forEach(verdict -> paragraph("bad", verdict.words()));
        verdicts.stream()
                .filter(verdict -> verdict.state() == Verdict.State.CLOSE)
                .forEach(verdict -> paragraph("close", verdict.words()));
        paragraph(
                "note",
                "Ratios count here, not times: everything that is compared ran in turns on the same machine. A spread is"
                        + " the distance between the fastest and the slowest repetition, as a share of the median.");
        summary();
        promises(verdicts);
        decision();
        ladder();
        rivals();
        if (data.gateway() != null) {
            gateway(data.gateway());
        }
        leftOut();
        machine();
        return html.append("</body></html>\n").toString();
    }

    private void summary() {
        title("In short");
        row(true, "figure", "value");
        for (final String key : List.of(
                "core.route.bytes_per_op",
                "core.route.over_get_using",
                "core.route.over_memory_read",
                "core.route.experiment_over_plain",
                "core.route.logged_over_unlogged",
                "core.route.tenants_1000_one_table_over_one",
                "core.route.tenants_1000_over_one",
                "rivals.drools_rules_over_core.rows_100",
                "rivals.drools_rules_over_core.rows_1000",
                "rivals.dmn_over_core.rows_100",
                "rivals.dmn_over_core.rows_1000",
                "rivals.zen_over_core.rows_100",
                "rivals.zen_over_core.rows_1000",
                "rivals.by_hand_over_core.rows_100",
                "rivals.by_hand_over_core.rows_1000",
                "gateway.unary_over_grpc_java",
                "gateway.stream_over_unary",
                "gateway.bytes_per_call",
                "gateway.half_rate_p99_over_grpc_java",
                "gateway.publishing_over_quiet.p999")) {
            final Double figure = figures.get(key);
            row(false, key, figure == null ? "left out" : String.format(Locale.ROOT, "%,.2f", figure));
        }
        html.append("</table>");
    }

    private void promises(final List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        title("Promises");
        row(true, "figure", "measured", "promised", "");
        for (final Verdict verdict : verdicts) {
            row(
                    false,
                    verdict.name(),
                    verdict.figure() == null ? "" : String.format(Locale.ROOT, "%,.2f", verdict.figure()),
                    verdict.promised(),
                    verdict.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        html.append("</table>");
    }

    private void decision() {
        title("One decision, and what stands beside it");
        paragraph(
                "note",
                String.format(
                        Locale.ROOT,
                        "%,d customers, 1,000 signal and 1,000 tuning rules unless a line says otherwise; every call asks"
                                + " about another customer and meets another rule.",
                        data.extent().profiles()));
        row(true, "benchmark", "ns, median", "spread", "bytes");
        data.micro().values().stream()
                .filter(result -> !result.name().startsWith("ladder_"))
                .forEach(result -> row(
                        false,
                        result.name(),
                        String.format(Locale.ROOT, "%,.0f", result.medianNs()),
                        String.format(Locale.ROOT, "%.0f %%", result.spread() * PERCENT),
                        result.bytes().isEmpty()
                                ? "not counted"
                                : String.format(Locale.ROOT, "%,.0f", Math.rint(result.leastBytes()))));
        html.append("</table>");
    }

    private void ladder() {
        title("The cost ladder: what each step adds");
        final Map<String, Double> bars = new LinkedHashMap<>();
        row(true, "step", "adds ns", "adds bytes", "so far, ns");
        double beforeNs = 0;
        double beforeBytes = 0;
        for (final Step step : Step.values()) {
            final MicroResult result = data.micro().get("ladder_" + step.name().toLowerCase(Locale.ROOT));
            if (result == null) {
                continue;
            }
            bars.put(step.title(), result.medianNs() - beforeNs);
            row(
                    false,
                    step.title(),
                    String.format(Locale.ROOT, "%,.0f", result.medianNs() - beforeNs),
                    String.format(Locale.ROOT, "%,.0f", Math.rint(result.leastBytes() - beforeBytes)),
                    String.format(Locale.ROOT, "%,.0f", result.medianNs()));
            beforeNs = result.medianNs();
            beforeBytes = result.leastBytes();
        }
        html.append("</table>").append(Svg.bars(bars, "ns", true));
    }

    private void rivals() {
        title("Rivals: microseconds for one decision over the same table, all answers compared");
        final RivalSummary summary = new RivalSummary(data.rivals());
        final List<String> head = new ArrayList<>(List.of("engine"));
        data.extent().rivals().rows().forEach(rows -> {
            head.add(rows + " rows");
            head.add("spread");
            head.add("over ours");
        });
        row(true, head.toArray(String[]::new));
        for (final String engine :
                data.rivals().stream().map(RivalTiming::engine).distinct().toList()) {
            final List<String> cells = new ArrayList<>(List.of(engine));
            data.extent().rivals().rows().forEach(rows -> cells.addAll(cells(summary, engine, rows)));
            row(false, cells.toArray(String[]::new));
        }
        html.append("</table>");
        paragraph(
                "note",
                "Contacts meet rows that are drawn from the whole table. All engines were warm, each in a process of its"
                        + " own, and were measured in turns, round after round; the median of the rounds. A ratio is the"
                        + " median of the ratios of the rounds, with the least and the most; it is not told where one of"
                        + " both was not steady when it was to be warm, or did not repeat within a fifth. The engines are"
                        + " handed the customer's tier as an object; Kairoute and the router by hand read and write"
                        + " messages and find the customer.");
    }

    private static List<String> cells(final RivalSummary summary, final String engine, final int rows) {
        return summary.timing(engine, rows)
                .map(timing -> List.of(
                        String.format(Locale.ROOT, "%,.2f", timing.median() / US),
                        String.format(Locale.ROOT, "%.0f %%", timing.spread() * PERCENT)
                                + (timing.isSteady() ? "" : ", not steady"),
                        summary.overCore(engine, rows)
                                .map(ratio -> String.format(
                                        Locale.ROOT,
                                        "%,.1f (%,.1f to %,.1f)",
                                        ratio.ratio(),
                                        ratio.least(),
                                        ratio.most()))
                                .orElse("not told")))
                .orElse(List.of("", "", ""));
    }

    private void gateway(final GatewayFigures gateway) {
        title("Over the network: one event loop on core 0, whoever asks on core 1");
        row(true, "server", "unary calls a second", "spread");
        gateway.unary()
                .forEach((server, rates) -> row(
                        false,
                        server,
                        String.format(Locale.ROOT, "%,.0f", Statistics.median(rates)),
                        String.format(Locale.ROOT, "%.0f %%", Statistics.spread(rates) * PERCENT)));
        row(
                false,
                "kairoute, streams",
                String.format(Locale.ROOT, "%,.0f", Statistics.median(gateway.streamPerS())),
                String.format(Locale.ROOT, "%.0f %%", Statistics.spread(gateway.streamPerS()) * PERCENT));
        html.append("</table>");
        title("Unary calls a second of a server on all cores, which whoever asks shares");
        row(true, "event loops", "calls a second");
        gateway.perSByLoops()
                .forEach((loops, perS) ->
                        row(false, Integer.toString(loops), String.format(Locale.ROOT, "%,.0f", perS)));
        html.append("</table>");
        title("Latencies at half of grpc-java's rate, counted from when a call was due");
        latencies(gateway.atHalfRate());
        title("Latencies while a new revision is compiled and published ten times a second");
        final Map<String, LoadResult> publishing = new LinkedHashMap<>();
        publishing.put("quiet", gateway.quiet());
        publishing.put("publishing", gateway.publishing());
        latencies(publishing);
    }

    private void latencies(final Map<String, LoadResult> results) {
        row(true, "", "asked", "offered", "failed", "p50 us", "p99 us", "p99.9 us", "max us");
        final Map<String, List<double[]>> curves = new LinkedHashMap<>();
        results.forEach((name, result) -> {
            row(
                    false,
                    name,
                    String.format(Locale.ROOT, "%,.0f", result.plan().ratePerS()),
                    String.format(Locale.ROOT, "%,.0f", result.offeredPerS()),
                    String.format(Locale.ROOT, "%,d", result.failed()),
                    String.format(Locale.ROOT, "%,.0f", result.percentileUs(50)),
                    String.format(Locale.ROOT, "%,.0f", result.percentileUs(99)),
                    String.format(Locale.ROOT, "%,.0f", result.percentileUs(99.9)),
                    String.format(Locale.ROOT, "%,.0f", result.percentileUs(100)));
            curves.put(name, curve(result));
        });
        html.append("</table>");
        results.forEach((name, result) -> {
            if (!result.isOffered()) {
                paragraph(
                        "bad",
                        name
                                + ": the rate could not be offered, so these latencies count how long calls waited to be sent.");
            }
        });
        html.append(Svg.percentiles(curves));
    }

    private static List<double[]> curve(final LoadResult result) {
        final List<double[]> points = new ArrayList<>();
        for (final HistogramIterationValue value : result.latencies().percentiles(5)) {
            points.add(new double[] {value.getPercentileLevelIteratedTo() / PERCENT, value.getValueIteratedTo() / US});
        }
        return points;
    }

    private void leftOut() {
        data.leftOut().forEach((what, why) -> paragraph("bad", "Left out: " + what + " (" + why + ")."));
        paragraph("note", "The decision log is measured as what it adds to a whole decision, not on its own.");
    }

    private void machine() {
        title("The machine");
        row(true, "fact", "");
        data.machine().forEach((fact, text) -> row(false, fact, text));
        row(false, "the run took", String.format(Locale.ROOT, "%,.0f s", data.seconds()));
        html.append("</table>");
    }

    private void title(final String words) {
        html.append("<h2>").append(escaped(words)).append("</h2>");
    }

    private void paragraph(final String kind, final String words) {
        html.append("<p class='%s'>%s</p>".formatted(kind, escaped(words)));
    }

    // A heading row opens its table; whoever wrote the last row closes it.
    private void row(final boolean isHead, final String... cells) {
        html.append(isHead ? "<table><tr>" : "<tr>");
        for (final String cell : cells) {
            html.append(isHead ? "<th>" : "<td>").append(escaped(cell)).append(isHead ? "</th>" : "</td>");
        }
        html.append("</tr>\n");
    }

    static String escaped(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
