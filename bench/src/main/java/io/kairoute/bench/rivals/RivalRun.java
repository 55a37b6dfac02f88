package io.kairoute.bench.rivals;

import io.kairoute.bench.process.Child;
import io.kairoute.bench.process.JavaCommand;
import io.kairoute.bench.process.QuietWatch;
import io.kairoute.bench.subject.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Times Kairoute and every rival over the same tables, each in its own process. The processes of one table are there together:
 * each is made warm, and then they are measured in turns, round after round. Thread-confined: owned by a command.
 */
public final class RivalRun {
    private static final List<String> JAVA = List.of(RivalSummary.CORE, "hash_map");
    /** What wants the jars that lie beside the benchmarks. */
    private static final List<String> FOREIGN = List.of("drools_rules", "drools_rules_kept", "kie_dmn", "camunda_dmn");

    private static final List<String> NODE = List.of("zen", "zen_64", "json_rules");
    // Without a collector's choice: what a JVM takes by itself on a server.
    private static final String HEAP = "-Xmx2g";

    private final RivalExtent extent;
    private final QuietWatch quiet;
    private final Consumer<String> progress;
    private final List<RivalTiming> timings = new ArrayList<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Map<String, String> collectors = new LinkedHashMap<>();

    /**
     * Prepares a run.
     *
     * @param extent how much is measured
     * @param quiet repeats what others disturbed
     * @param progress hears what is being done
     */
    public RivalRun(final RivalExtent extent, final QuietWatch quiet, final Consumer<String> progress) {
        this.extent = extent;
        this.quiet = quiet;
        this.progress = progress;
    }

    /** Times everything that can be timed here. */
    public void run() {
        final NodeRivals node = new NodeRivals(progress);
        final List<String> engines = new ArrayList<>(JAVA);
        engines.addAll(unless(missingJars(), FOREIGN));
        engines.addAll(unless(node.missing(), NODE));
        for (final int rows : extent.rows()) {
            measure(engines, rows, node);
        }
    }

    /** What was measured. */
    public List<RivalTiming> timings() {
        return List.copyOf(timings);
    }

    /** Engine to the reason why it was left out. */
    public Map<String, String> leftOut() {
        return Map.copyOf(leftOut);
    }

    /** Engine to the garbage collector that its JVM took. */
    public Map<String, String> collectors() {
        return Map.copyOf(collectors);
    }

    private List<String> unless(final @Nullable String missing, final List<String> engines) {
        if (missing == null) {
            return engines;
        }
        engines.forEach(engine -> leftOut.put(engine, missing));
        return List.of();
    }

    private static Path jars() {
        return Checkout.target().resolve("rivals").resolve("lib");
    }

    private static @Nullable String missingJars() {
        return Files.isDirectory(jars()) ? null : jars() + " is missing; build with mvn package";
    }

    private void measure(final List<String> engines, final int rows, final NodeRivals node) {
        final List<Rival> rivals = new ArrayList<>();
        try {
            for (final String engine : engines) {
                progress.accept(engine + ", " + rows + " rows: answers are compared");
                final Rival rival = new Rival(engine, rows, child(engine, rows, node));
                rivals.add(rival);
                collectors.put(engine, rival.loaded());
                progress.accept(engine + ", " + rows + " rows: " + rival.warm(extent.mostWarmUpS()));
            }
            final List<List<Double>> inRounds = new ArrayList<>();
            for (int round = 1; round <= extent.rounds(); round++) {
                final String task = rows + " rows, round " + round + " of " + extent.rounds();
                progress.accept(task);
                inRounds.add(quiet.measure(task, () -> rivals.stream()
                        .map(rival -> rival.measure(extent.millis()))
                        .toList()));
            }
            for (int i = 0; i < rivals.size(); i++) {
                final int rival = i;
                timings.add(rivals.get(i)
                        .timing(inRounds.stream().map(round -> round.get(rival)).toList()));
            }
        } finally {
            rivals.forEach(Rival::close);
        }
    }

    private static Child child(final String engine, final int rows, final NodeRivals node) {
        if (NODE.contains(engine)) {
            return node.start(engine, rows);
        }
        final JavaCommand command =
                new JavaCommand(RivalMain.class).options(HEAP).arguments(List.of(engine, Integer.toString(rows)));
        return new Child(engine, (FOREIGN.contains(engine) ? command.jars(jars()) : command).words(), null);
    }
}
