package io.kairoute.bench.capacity;

import io.kairoute.bench.gateway.H2Load;
import io.kairoute.bench.gateway.Question;
import io.kairoute.bench.gateway.Saturation;
import io.kairoute.bench.gateway.Statistics;
import io.kairoute.bench.load.ContactMix;
import io.kairoute.bench.load.LoadPlan;
import io.kairoute.bench.load.LoadResult;
import io.kairoute.bench.load.LoadRun;
import io.kairoute.bench.load.Protocol;
import io.kairoute.bench.micro.TenantFigures;
import io.kairoute.bench.subject.BenchTable;
import io.kairoute.bench.subject.CustomerSet;
import io.kairoute.bench.subject.Subject;
import io.kairoute.ctl.connection.Target;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.node.capacity.Constant;
import io.kairoute.node.capacity.Constants;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.store.DurableFiles;
import io.kairoute.router.table.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures every {@link Constant} of the capacity formula: by nodes in processes of their own over data directories that are made for
 * it, and by tables that are compiled here.
 *
 * <p>Thread-confined: owned by a command.
 */
public final class CapacityRun {
    private static final double MILLION = 1e6;
    private static final int RULES = 100;
    private static final int MORE_RULES = 1_100;
    private static final int COMPILED = 8;
    private static final int TENANTS = 256;
    private static final int LOOPS = 3;
    private static final int CONNECTIONS = 8;
    private static final int CALLS_PER_CONNECTION = 32;
    private static final int MIX = 20_000;
    private static final double LOGGED_PER_S = 2_000;
    private static final long SEED = 20_261_130;

    private final CapacityExtent extent;
    private final Consumer<String> progress;
    private final Map<Constant, Double> found = new EnumMap<>(Constant.class);

    /** Prepares a run. */
    public CapacityRun(final CapacityExtent extent, final Consumer<String> progress) {
        this.extent = extent;
        this.progress = progress;
    }

    /**
     * Carries it out.
     *
     * @throws Refusal when the product was not built, or a node does not bear what it is asked for
     */
    public Constants run() {
        StartTime.check();
        try {
            final Path work = Files.createTempDirectory("kairoute-capacity");
            try {
                measure(work);
            } finally {
                DurableFiles.deleteTemporary(work);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return Constants.of(found);
    }

    private void measure(final Path work) throws IOException {
        final Path table = Files.writeString(work.resolve("table.yaml"), BenchTable.yaml(RULES));
        final Path empty = work.resolve("empty");
        final Path full = work.resolve("full");
        progress.accept("storing " + extent.customers() + " customers");
        try (CustomerSet customers = CustomerSet.open(full, extent.customers())) {
            found.put(Constant.FILE_BYTES_PER_KEY, (double) Files.size(customers.mapFile()) / extent.customers());
        }
        final double idleBytes = withoutCustomers(empty, table);
        withCustomers(full, table);
        progress.accept("one node of " + LOOPS + " event loops");
        try (NodeUnderMeasure node = NodeUnderMeasure.start(empty, table, LOOPS)) {
            found.put(Constant.BESIDE_BYTES_PER_LOOP, Math.max(0, (node.besideHeap() - idleBytes) / (LOOPS - 1)));
        }
        starts(empty, full, table);
        tables();
    }

    private double withoutCustomers(final Path directory, final Path table) {
        progress.accept("one node without customers");
        try (NodeUnderMeasure node = NodeUnderMeasure.start(directory, table, 1)) {
            found.put(Constant.HEAP_BASE_BYTES, node.heapInUse());
            return node.besideHeap();
        }
    }

    private void withCustomers(final Path directory, final Path table) throws IOException {
        final ContactMix mix = ContactMix.generated(MIX, extent.customers(), RULES, SEED);
        progress.accept("one node with " + extent.customers() + " customers");
        try (NodeUnderMeasure node = NodeUnderMeasure.start(directory, table, 1)) {
            final double base = found.getOrDefault(Constant.HEAP_BASE_BYTES, Double.NaN);
            found.put(Constant.HEAP_BYTES_PER_KEY, (node.heapInUse() - base) / extent.customers());
            final double logged = log(node, mix);
            found.put(
                    Constant.LOG_BYTES_PER_DECISION, bytesIn(directory.resolve("tenants/default/decisions")) / logged);
            saturate(node, mix);
            found.put(Constant.BESIDE_BASE_BYTES, node.besideHeap());
        }
    }

    /** Sends contacts that are all different; tells how many were logged. */
    private double log(final NodeUnderMeasure node, final ContactMix mix) {
        progress.accept("contacts for the decision log");
        final LoadPlan plan = new LoadPlan(
                new Target("127.0.0.1", node.port()),
                Protocol.UNARY,
                CONNECTIONS,
                LOGGED_PER_S,
                false,
                0,
                extent.seconds(),
                SEED);
        final LoadResult result = LoadRun.run(plan, mix, second -> {});
        if (result.failed() > 0) {
            throw new Refusal(result.failed() + " contacts got no decision: " + result.failures() + ".");
        }
        return node.logged();
    }

    private void saturate(final NodeUnderMeasure node, final ContactMix mix) {
        final List<Double> perS = new ArrayList<>();
        final Question question = Question.grpc(
                "Route", List.of(ContactMix.frame(mix.requests().get(0).toByteArray())));
        final H2Load load = new H2Load(CONNECTIONS, CALLS_PER_CONNECTION);
        for (int round = 0; round < extent.rounds(); round++) {
            progress.accept("calls as many as it answers, round " + (round + 1));
            final Saturation done = load.run(
                    "the node", node.port(), question, round == 0 ? 2 * extent.seconds() : 1, extent.seconds());
            if (done.failed() > 0) {
                throw new Refusal(done.failed() + " calls failed under saturation.");
            }
            perS.add(done.callsPerS());
        }
        found.put(Constant.CALLS_PER_CORE, Statistics.median(perS));
    }

    private void starts(final Path empty, final Path full, final Path table) {
        final List<Double> without = new ArrayList<>();
        final List<Double> with = new ArrayList<>();
        for (int round = 0; round < extent.rounds(); round++) {
            progress.accept("starts, round " + (round + 1));
            without.add(StartTime.ms(empty, table));
            with.add(StartTime.ms(full, table));
        }
        found.put(Constant.START_BASE_MS, Statistics.median(without));
        found.put(
                Constant.START_MS_PER_MILLION_KEYS,
                Math.max(0, Statistics.median(with) - Statistics.median(without)) * MILLION / extent.customers());
    }

    private void tables() {
        progress.accept("compiled tables");
        // A benchmark's table has as many tuning rules as signal rules.
        found.put(Constant.HEAP_BYTES_PER_RULE, (bytesOf(MORE_RULES) - bytesOf(RULES)) / (2.0 * (MORE_RULES - RULES)));
        progress.accept(TENANTS + " tenants");
        final TenantFigures tenants = TenantFigures.measure(TENANTS);
        found.put(Constant.HEAP_BYTES_PER_TENANT, tenants.compiledBytes() + tenants.boundBytes());
    }

    private static double bytesOf(final int rules) {
        final TableDefinition table = BenchTable.of(rules);
        final double before = heapInUse();
        final List<CompiledRevision> compiled = IntStream.rangeClosed(1, COMPILED)
                .mapToObj(revision -> CompiledRevision.of(revision, table, Horizon.around(Subject.NOW.toEpochMilli())))
                .toList();
        try {
            return (heapInUse() - before) / COMPILED;
        } finally {
            Reference.reachabilityFence(compiled);
            Reference.reachabilityFence(table);
        }
    }

    private static double heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double bytesIn(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
