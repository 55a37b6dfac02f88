package io.kairoute.bench.report;

import io.kairoute.bench.decision.Step;
import io.kairoute.bench.gateway.GatewayFigures;
import io.kairoute.bench.gateway.GatewayRun;
import io.kairoute.bench.micro.MicroResult;
import io.kairoute.bench.micro.MicroRun;
import io.kairoute.bench.micro.MicroTask;
import io.kairoute.bench.micro.Percentiles;
import io.kairoute.bench.micro.RouteAllocation;
import io.kairoute.bench.micro.Turn;
import io.kairoute.bench.micro.Turns;
import io.kairoute.bench.process.QuietWatch;
import io.kairoute.bench.process.Tools;
import io.kairoute.bench.rivals.RivalRun;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures everything that the report tells. Thread-confined: owned by a command. */
public final class ReportRun {
    /** The whole decision in the main comparison. */
    static final String ROUTE = "route";
    /** One bare lookup in the same map. */
    static final String GET_USING = "get_using";
    /** The lookup as a decision does it. */
    static final String FIND = "find";
    /** One random read of memory. */
    static final String MEMORY_READ = "memory_read";

    private static final int RULES = 1_000;
    // All of them have been compiled for the last time by then.
    private static final int TURNS_WARM_UP_S = 10;
    private static final int TURNS_FORKS = 3;
    private static final long MOST_ON_HEAP = 1_000_000;

    private final Extent extent;
    private final Consumer<String> progress;
    private final QuietWatch quiet;

    /** Prepares a run. */
    public ReportRun(final Extent extent, final Consumer<String> progress) {
        this.extent = extent;
        this.progress = progress;
        quiet = new QuietWatch(progress);
    }

    /** Measures. */
    public ReportData run() {
        final long startedNs = System.nanoTime();
        final Map<String, String> machine = Machine.facts();
        build();
        progress.accept("counting bytes");
        final double bytesPerRoute = RouteAllocation.bytesPerRoute();
        final Map<String, MicroResult> micro =
                new MicroRun(extent.warmups(), extent.iterations(), quiet, progress).run(tasks());
        takeTurns(micro);
        final RivalRun rivals = new RivalRun(extent.rivals(), quiet, progress);
        rivals.run();
        final Map<String, String> leftOut = new LinkedHashMap<>(rivals.leftOut());
        @Nullable GatewayFigures gateway = null;
        if (Tools.has("h2load")) {
            gateway = new GatewayRun(extent.gatewayRounds(), extent.gatewaySeconds(), quiet, progress).run();
        } else {
            leftOut.put("gateway", "h2load is not on the PATH; Debian has it in nghttp2-client");
        }
        machine.put("load at the end", Machine.load());
        rivals.collectors().forEach((engine, collector) -> machine.put("collector of " + engine, collector));
        return new ReportData(
                extent,
                machine,
                bytesPerRoute,
                micro,
                rivals.timings(),
                gateway,
                leftOut,
                quiet.disturbed(),
                (System.nanoTime() - startedNs) / 1e9);
    }

    private void takeTurns(final Map<String, MicroResult> micro) {
        progress.accept("decisions in turns");
        final Turns turns = Turns.measure(
                extent.turnCustomers(),
                RULES,
                TURNS_FORKS,
                TURNS_WARM_UP_S,
                extent.rounds() * extent.iterations(),
                quiet,
                second -> {});
        turns.ns().forEach((turn, ns) -> {
            final String task = inTurns(turn);
            micro.put(task, new MicroResult(task, ns, List.of(), Percentiles.NONE));
        });
    }

    /** What one of those that took turns is called among the tasks. */
    static String inTurns(final Turn turn) {
        return "turns_" + turn.name().toLowerCase(Locale.ROOT);
    }

    // Sets are built here, once, and not in the first JVM that needs them.
    private void build() {
        final List<Long> sizes = new ArrayList<>(extent.profileScale());
        sizes.add(extent.profiles());
        sizes.add(extent.turnCustomers());
        sizes.add(heapProfiles());
        for (final long size : sizes) {
            progress.accept(String.format(Locale.ROOT, "customers: %,d", size));
            CustomerSet.open(size).close();
        }
    }

    private long heapProfiles() {
        return Math.min(MOST_ON_HEAP, extent.profiles());
    }

    private List<MicroTask> tasks() {
        final String profiles = Long.toString(extent.profiles());
        final String heap = Long.toString(heapProfiles());
        final int rounds = extent.rounds();
        final int fewer = (rounds + 1) / 2;
        final List<MicroTask> tasks = new ArrayList<>();
        tasks.add(route(ROUTE, profiles, "1000", Scenario.HIT, rounds));
        tasks.add(new MicroTask(GET_USING, "GetUsingBenchmark.getUsing", Map.of("profiles", profiles), rounds));
        tasks.add(new MicroTask(FIND, "LookupBenchmark.find", Map.of("profiles", profiles), fewer));
        final List<String> noIndex = List.of("-Dkairoute.segments.no_index=true");
        tasks.add(new MicroTask(
                "route_no_index",
                "RouteBenchmark.route",
                Map.of("profiles", profiles, "rules", "1000", "scenario", "hit"),
                noIndex,
                fewer));
        tasks.add(new MicroTask("find_no_index", "LookupBenchmark.find", Map.of("profiles", profiles), noIndex, fewer));
        tasks.add(new MicroTask(MEMORY_READ, "MemoryReadBenchmark.read", Map.of("profiles", profiles), rounds));
        for (final Scenario scenario : Scenario.values()) {
            if (scenario != Scenario.HIT) {
                tasks.add(route("route_" + word(scenario), profiles, "1000", scenario, 1));
            }
        }
        for (final long size : extent.profileScale()) {
            tasks.add(route("route_profiles_" + size, Long.toString(size), "1000", Scenario.HIT, 1));
        }
        for (final int size : extent.ruleScale()) {
            tasks.add(route("route_rules_" + size, profiles, Integer.toString(size), Scenario.HIT, 1));
        }
        for (final String tenants : List.of("1", "100", "1000")) {
            tasks.add(
                    new MicroTask("route_tenants_" + tenants, "TenantBenchmark.route", Map.of("tenants", tenants), 1));
        }
        for (final Step step : Step.values()) {
            tasks.add(new MicroTask(
                    "ladder_" + step.name().toLowerCase(Locale.ROOT),
                    "LadderBenchmark.prefix",
                    Map.of("profiles", profiles, "step", step.name()),
                    1));
        }
        for (final String map : List.of("hashMap", "agrona")) {
            tasks.add(new MicroTask("heap_" + map, "HeapMapBenchmark." + map, Map.of("profiles", heap), 1));
        }
        for (final String codec : List.of("read", "readProtobuf", "write", "writeProtobuf")) {
            tasks.add(new MicroTask("codec_" + codec, "CodecBenchmark." + codec, Map.of(), 1));
        }
        for (final String logged : List.of("false", "true")) {
            tasks.add(new MicroTask("logged_" + logged, "DecisionLogBenchmark.route", Map.of("logged", logged), 1));
        }
        for (final String perSecond : List.of("0", "10")) {
            tasks.add(new MicroTask(
                    "publishing_" + perSecond, "PublicationBenchmark.route", Map.of("perSecond", perSecond), 1));
        }
        return tasks;
    }

    private static MicroTask route(
            final String name, final String profiles, final String rules, final Scenario scenario, final int rounds) {
        return new MicroTask(
                name,
                "RouteBenchmark.route",
                Map.of("profiles", profiles, "rules", rules, "scenario", word(scenario)),
                rounds);
    }

    private static String word(final Scenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT);
    }
}
