package io.kairoute.bench.report;

import io.kairoute.bench.decision.Step;
import io.kairoute.bench.gateway.CallCost;
import io.kairoute.bench.gateway.GatewayFigures;
import io.kairoute.bench.gateway.GatewayRun;
import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.micro.MicroResult;
import io.kairoute.bench.micro.Turn;
import io.kairoute.bench.report.Floors.Verdict;
import io.kairoute.bench.rivals.RivalKind;
import io.kairoute.bench.rivals.RivalSummary;
import io.kairoute.bench.rivals.RivalTiming;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Writes one run as one page that needs nothing else: what it says in five sentences, then pictures, promises, tables and the machine.
 *
 * <p>Thread-confined: owned by a command.
 */
final class HtmlPage {
    private static final double US = 1_000;
    private static final double PERCENT = 100;

    private final ReportData data;
    private final StringBuilder html = new StringBuilder();

    HtmlPage(final ReportData data) {
        this.data = data;
    }

    /** The page, with the promises that were broken at its top, and what became of each. */
    String text(final List<Verdict> verdicts) {
        html.append("<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Kairoute, measured</title>")
                .append("<meta name='viewport' content='width=device-width'><style>")
                .append(style())
                .append("</style></head><body><main>");
        head(verdicts);
        ratios();
        latencies();
        growth();
        ladder();
        promises(verdicts);
        decisions();
        rivals();
        if (data.gateway() != null) {
            calls(data.gateway());
        }
        machine();
        return html.append("</main></body></html>\n").toString();
    }

    private void head(final List<Verdict> verdicts) {
        html.append("<h1>Kairoute, measured</h1>");
        paragraph(
                "note",
                String.format(
                        Locale.ROOT,
                        "%s; commit %s; %s cores of %s; Java %s.",
                        fact("when"),
                        fact("commit"),
                        fact("cores"),
                        fact("processor"),
                        fact("Java")));
        verdicts.stream().filter(Verdict::isRed).forEach(verdict -> paragraph("bad", verdict.words()));
        verdicts.stream()
                .filter(verdict -> verdict.state() == Verdict.State.CLOSE)
                .forEach(verdict -> paragraph("close", verdict.words()));
        html.append("<ol class='sentences'>");
        for (final Sentence sentence : new Sentences(data).all()) {
            html.append("<li><b>%s</b><p>%s</p><small>%s</small></li>"
                    .formatted(escaped(sentence.figure()), escaped(sentence.words()), escaped(sentence.spread())));
        }
        html.append("</ol>");
        data.leftOut().forEach((what, why) -> paragraph("bad", "Left out: " + Words.engine(what) + " (" + why + ")."));
        quiet();
        paragraph(
                "note",
                "Ratios count here, not times: everything that is compared ran in turns on the same machine. A spread is"
                        + " the distance between the fastest and the slowest repetition, as a share of the median.");
    }

    private void quiet() {
        if (data.disturbed().isEmpty()) {
            paragraph("note", "Others used less than 5 % of the processors during every measurement.");
            return;
        }
        paragraph(
                "close",
                data.disturbed().size()
                        + " measurements were not quiet, and were not in three tries: others used more than 5"
                        + " % of the processors. They are listed with the machine.");
    }

    private void ratios() {
        final RivalSummary summary = new RivalSummary(data.rivals());
        final List<Svg.Bar> bars = new ArrayList<>();
        for (final RivalKind kind : RivalKind.values()) {
            final List<Integer> sizes = data.extent().rivals().rows();
            for (int size = 0; size < sizes.size(); size++) {
                final int rows = sizes.get(size);
                final int style = size;
                summary.fastestOverCore(kind, rows)
                        .ifPresent(ratio -> bars.add(new Svg.Bar(
                                String.format(Locale.ROOT, "%s, %,d rows", Words.kind(kind), rows),
                                ratio.ratio(),
                                ratio.least(),
                                ratio.most(),
                                style)));
            }
        }
        if (bars.isEmpty()) {
            return;
        }
        final String title = "How much longer other engines take for the same decision";
        picture(
                title,
                Svg.ratios(title, bars),
                "The fastest engine of each kind; the line across a bar goes from the least to the most of the rounds.");
    }

    private void latencies() {
        final GatewayFigures gateway = data.gateway();
        if (gateway == null) {
            return;
        }
        final Map<String, List<double[]>> curves = new LinkedHashMap<>();
        gateway.atHalfRate().forEach((server, cost) -> {
            if (cost.isTold()) {
                curves.put(Words.server(server), curve(cost.load()));
            }
        });
        if (curves.isEmpty()) {
            return;
        }
        final String title = "How long a call takes over the network";
        picture(
                title,
                Svg.percentiles(title, curves),
                "At half of the rate that a bare grpc-java server bears, counted from when a call was due.");
    }

    private void growth() {
        final Map<String, Double> customers = new LinkedHashMap<>();
        data.extent().profileScale().forEach(size -> put(customers, size, "route_profiles_" + size));
        put(customers, data.extent().profiles(), ReportRun.ROUTE);
        picture("A decision as customers become more", "customers", customers);
        final Map<String, Double> rules = new LinkedHashMap<>();
        data.extent().ruleScale().forEach(size -> put(rules, size, "route_rules_" + size));
        picture("A decision as rules of each kind become more", "rules", rules);
        final Map<String, Double> tenants = new LinkedHashMap<>();
        List.of(1, 100, 1_000).forEach(size -> put(tenants, size, "route_tenants_" + size));
        picture("A decision as tenants with tables of their own become more", "tenants", tenants);
        final GatewayFigures gateway = data.gateway();
        if (gateway != null && gateway.perSByLoops().size() > 1) {
            final Map<String, Double> loops = new LinkedHashMap<>();
            gateway.perSByLoops().forEach((count, perS) -> loops.put(count + " loops", perS));
            final String title = "Calls a second as event loops become more";
            picture(
                    title,
                    Svg.growth(title, Map.of("calls a second", loops), "a second"),
                    "Of a server on all cores, which whoever asks shares.");
        }
    }

    private void put(final Map<String, Double> points, final long size, final String task) {
        final double ns = data.ns(task);
        if (!Double.isNaN(ns)) {
            points.put(String.format(Locale.ROOT, "%,d", size), ns);
        }
    }

    private void picture(final String title, final String of, final Map<String, Double> points) {
        if (points.size() > 1) {
            picture(title, Svg.growth(title, Map.of("nanoseconds by " + of, points), "ns"), "");
        }
    }

    private void ladder() {
        final List<Svg.Bar> steps = new ArrayList<>();
        double before = 0;
        double errorBefore = 0;
        for (final Step step : Step.values()) {
            final MicroResult result = data.micro().get("ladder_" + step.name().toLowerCase(Locale.ROOT));
            if (result == null) {
                continue;
            }
            final double adds = result.medianNs() - before;
            final double halfRange = result.spread() * result.medianNs() / 2;
            final double error = Math.hypot(halfRange, errorBefore);
            steps.add(new Svg.Bar(step.title(), adds, adds - error, adds + error, 0));
            before = result.medianNs();
            errorBefore = halfRange;
        }
        if (!steps.isEmpty()) {
            final String title = "What each step adds to a decision";
            picture(
                    title,
                    Svg.ladder(title, steps, "ns"),
                    "Each bar is the difference of two benchmarks in JVMs of their own; where that is smaller than what both"
                            + " vary by, nobody can say that the step adds anything.");
        }
    }

    private void promises(final List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        title("Promises");
        row(true, "", "measured", "promised", "");
        for (final Verdict verdict : verdicts) {
            row(
                    false,
                    Words.figure(verdict.name()),
                    verdict.figure() == null ? "" : String.format(Locale.ROOT, "%,.2f", verdict.figure()),
                    verdict.promised(),
                    verdict.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        html.append("</table>");
    }

    private void decisions() {
        title("Decisions, and what stands beside them");
        paragraph(
                "note",
                String.format(
                        Locale.ROOT,
                        "%,d customers, 1,000 signal and 1,000 tuning rules unless a line says otherwise; every call asks"
                                + " about another customer and meets another rule. Those in turns ran in one thread, blocks of"
                                + " 256 calls in random order, with %,d customers.",
                        data.extent().profiles(),
                        data.extent().turnCustomers()));
        row(true, "in turns", "ns, median", "spread");
        for (final Turn turn : Turn.values()) {
            final MicroResult result = data.micro().get(ReportRun.inTurns(turn));
            if (result != null) {
                row(false, turn.title(), nanoseconds(result.medianNs()), percent(result.spread()));
            }
        }
        html.append("</table>");
        row(true, "in JVMs of their own", "ns, median", "spread", "bytes");
        data.micro().values().stream()
                .filter(result ->
                        !result.name().startsWith("ladder_") && !result.name().startsWith("turns_"))
                .forEach(result -> row(
                        false,
                        Words.task(result.name()),
                        nanoseconds(result.medianNs()),
                        percent(result.spread()),
                        result.bytes().isEmpty()
                                ? "not counted"
                                : String.format(Locale.ROOT, "%,.0f", Math.rint(result.leastBytes()))));
        html.append("</table>");
        row(true, "single calls", "p50 ns", "p99 ns", "p99.9 ns");
        data.micro().values().stream()
                .filter(result -> !Double.isNaN(result.sampled().p50()))
                .forEach(result -> row(
                        false,
                        Words.task(result.name()),
                        nanoseconds(result.sampled().p50()),
                        nanoseconds(result.sampled().p99()),
                        nanoseconds(result.sampled().p999())));
        html.append("</table>");
    }

    private void rivals() {
        title("Decision engines: microseconds for one decision");
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
            final List<String> cells = new ArrayList<>(List.of(Words.engine(engine)));
            data.extent().rivals().rows().forEach(rows -> cells.addAll(cells(summary, engine, rows)));
            row(false, cells.toArray(String[]::new));
        }
        html.append("</table>");
        paragraph(
                "note",
                "The same table for all, and all answers compared. Contacts meet rows that are drawn from the whole table. All"
                        + " engines were warm, each in a process of its own, and were measured in turns, round after round; the"
                        + " median of the rounds. A ratio is the median of the ratios of the rounds, with the least and the"
                        + " most; it is not told where one of both was not steady when it was to be warm, or did not repeat"
                        + " within a fifth. The engines are handed the customer's tier as an object; Kairoute and the router by"
                        + " hand read and write messages and find the customer.");
    }

    private static List<String> cells(final RivalSummary summary, final String engine, final int rows) {
        return summary.timing(engine, rows)
                .map(timing -> List.of(
                        String.format(Locale.ROOT, "%,.2f", timing.median() / US),
                        percent(timing.spread()) + (timing.isSteady() ? "" : ", not steady"),
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

    private void calls(final GatewayFigures gateway) {
        title("Over the network: one event loop on core 0, whoever asks on core 1");
        row(true, "as many as there can be", "decisions a second", "spread");
        gateway.saturated()
                .forEach((asked, rates) -> row(
                        false,
                        Words.server(asked),
                        String.format(Locale.ROOT, "%,.0f", Statistics.median(rates)),
                        percent(Statistics.spread(rates))));
        html.append("</table>");
        final Map<String, CallCost> costs = new LinkedHashMap<>();
        gateway.atHalfRate().forEach((server, cost) -> costs.put(Words.server(server), cost));
        costs("at half of what a bare grpc-java server bears", costs);
        costs.clear();
        gateway.atShare()
                .forEach(
                        (share, cost) -> costs.put(Words.server(GatewayRun.KAIROUTE) + ", " + share + " % busy", cost));
        costs.put("the first calls after a start", gateway.first());
        costs("Kairoute as it is asked for more", costs);
        row(true, "", "asked", "failed", "p50 us", "p99 us", "p99.9 us", "most us");
        row("nothing is published", gateway.quiet());
        row("a table is published ten times a second", gateway.publishing());
        html.append("</table>");
    }

    private void costs(final String head, final Map<String, CallCost> costs) {
        row(true, head, "asked", "failed", "p50 us", "p99 us", "p99.9 us", "most us", "processor us");
        costs.forEach((name, cost) -> {
            final LoadResult load = cost.load();
            if (!cost.isTold()) {
                row(
                        false,
                        name + ": the generator was the limit",
                        String.format(Locale.ROOT, "%,.0f", load.plan().ratePerS()),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "");
                return;
            }
            final List<String> cells = cells(name, load);
            cells.add(String.format(Locale.ROOT, "%,.1f", cost.processorUs()));
            row(false, cells.toArray(String[]::new));
        });
        html.append("</table>");
    }

    private void row(final String name, final LoadResult load) {
        row(false, cells(name, load).toArray(String[]::new));
    }

    private static List<String> cells(final String name, final LoadResult load) {
        return new ArrayList<>(List.of(
                load.isOffered() ? name : name + ": the rate could not be offered, and calls waited to be sent",
                String.format(Locale.ROOT, "%,.0f", load.plan().ratePerS()),
                String.format(Locale.ROOT, "%,d", load.failed()),
                String.format(Locale.ROOT, "%,.0f", load.percentileUs(50)),
                String.format(Locale.ROOT, "%,.0f", load.percentileUs(99)),
                String.format(Locale.ROOT, "%,.0f", load.percentileUs(99.9)),
                String.format(Locale.ROOT, "%,.0f", load.percentileUs(100))));
    }

    private static List<double[]> curve(final LoadResult result) {
        final List<double[]> points = new ArrayList<>();
        for (final HistogramIterationValue value : result.latencies().percentiles(5)) {
            points.add(new double[] {value.getPercentileLevelIteratedTo() / PERCENT, value.getValueIteratedTo() / US});
        }
        return points;
    }

    private void machine() {
        title("The machine");
        row(true, "fact", "");
        data.machine().forEach((fact, text) -> row(false, fact, text));
        row(false, "the run took", String.format(Locale.ROOT, "%,.0f s", data.seconds()));
        data.disturbed().forEach((task, others) -> row(false, "not quiet: " + task, percent(others) + " by others"));
        html.append("</table>");
        paragraph("note", "Every figure stands in summary.json beside this page, under its key.");
    }

    private String fact(final String name) {
        return Optional.ofNullable(data.machine().get(name)).orElse("unknown");
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nanoseconds(final double ns) {
        return String.format(Locale.ROOT, "%,.0f", ns);
    }

    private static String percent(final double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * PERCENT);
    }

    private void title(final String words) {
        html.append("<h2>").append(escaped(words)).append("</h2>");
    }

    private void picture(final String title, final String svg, final String note) {
        html.append("<figure><figcaption>%s</figcaption>%s".formatted(escaped(title), svg));
        if (!note.isEmpty()) {
            paragraph("note", note);
        }
        html.append("</figure>");
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
