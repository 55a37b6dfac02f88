package io.kairoute.router.table.check;

import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.ExperimentDefinition.Baseline;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that experiments split their units completely, once each, and in a time that comes. */
final class ExperimentChecks {
    private static final int BUCKETS = BasisPoints.ONE;

    private ExperimentChecks() {}

    /** What one experiment says by itself. */
    static void experiment(final TablePath path, final ExperimentDefinition experiment, final Problems problems) {
        shares(path.key("arms"), experiment.arms(), problems);
        range(path.key("range"), experiment, problems);
        if (experiment.startsMs() >= experiment.endsMs()) {
            problems.error(
                    "WINDOW_BACKWARDS",
                    path.key("ends"),
                    "The experiment ends at " + Instant.ofEpochMilli(experiment.endsMs()) + ", not after its start at "
                            + Instant.ofEpochMilli(experiment.startsMs()) + ".",
                    "Write an end after the start.");
        }
        final Baseline baseline = experiment.baseline();
        if (baseline != null && baseline.from().isAfter(baseline.to())) {
            problems.error(
                    "WINDOW_BACKWARDS",
                    path.key("baseline").key("to"),
                    "The baseline ends on " + baseline.to() + ", before it begins on " + baseline.from() + ".",
                    "Write the earlier day first.");
        }
    }

    private static void shares(final TablePath path, final List<Arm> arms, final Problems problems) {
        final long sum = arms.stream().mapToLong(Arm::shareBp).sum();
        if (sum != BUCKETS && !arms.isEmpty()) {
            problems.error(
                    "SHARES_DO_NOT_SUM",
                    path,
                    "The shares of the arms sum to " + sum + " basis points, not to " + BUCKETS + ".",
                    "Change the shares so that they sum to 100%.");
        }
    }

    private static void range(final TablePath path, final ExperimentDefinition experiment, final Problems problems) {
        if (experiment.rangeLo() >= experiment.rangeHi()) {
            problems.error(
                    "RANGE_BACKWARDS",
                    path,
                    "The range from " + experiment.rangeLo() + " to " + experiment.rangeHi() + " holds no bucket.",
                    "Write the first bucket inside and the first outside, such as [0, 5000].");
        } else if (experiment.layer() == null && (experiment.rangeLo() > 0 || experiment.rangeHi() < BUCKETS)) {
            problems.error(
                    "RANGE_WITHOUT_LAYER",
                    path,
                    "The range says which buckets of a layer are taken, but no layer is named.",
                    "Add layer, or leave range out.");
        }
    }

    /** What the experiments of one layer say about each other. */
    static void layers(final TableDefinition table, final Problems problems) {
        final Map<String, List<Located<ExperimentDefinition>>> byLayer = new HashMap<>();
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            final String layer = each.part().layer();
            if (layer != null) {
                byLayer.computeIfAbsent(layer, any -> new ArrayList<>()).add(each);
            }
        }
        byLayer.values().forEach(experiments -> overlaps(experiments, problems));
    }

    private static void overlaps(final List<Located<ExperimentDefinition>> experiments, final Problems problems) {
        experiments.sort(Comparator.comparingInt(each -> each.part().rangeLo()));
        ExperimentDefinition widest = experiments.get(0).part();
        for (final Located<ExperimentDefinition> each : experiments.subList(1, experiments.size())) {
            final ExperimentDefinition experiment = each.part();
            if (experiment.rangeLo() < widest.rangeHi()) {
                problems.error(
                        "LAYER_RANGES_OVERLAP",
                        each.path().key("range"),
                        "The range [" + experiment.rangeLo() + ", " + experiment.rangeHi() + "] overlaps ["
                                + widest.rangeLo() + ", " + widest.rangeHi() + "] of the experiment "
                                + Quote.of(widest.id()) + " in the same layer.",
                        "Give each experiment of a layer buckets of its own.");
            }
            if (experiment.rangeHi() > widest.rangeHi()) {
                widest = experiment;
            }
        }
    }
}
