package io.kairoute.router.table.check;

import io.kairoute.router.clock.ZoneOffsets;
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

    private final Problems problems;
    private final Bounds bounds;

    private ExperimentChecks(final Problems problems) {
        this.problems = problems;
        bounds = new Bounds(problems);
    }

    static void check(final TableDefinition table, final Problems problems) {
        final ExperimentChecks checks = new ExperimentChecks(problems);
        final Map<String, List<Slice>> slicesByLayer = new HashMap<>();
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            final ExperimentDefinition experiment = each.part();
            final TablePath path = each.path();
            checks.experiment(path, experiment);
            if (experiment.layer() != null) {
                slicesByLayer
                        .computeIfAbsent(experiment.layer(), any -> new ArrayList<>())
                        .add(new Slice(path.key("range"), experiment));
            }
        }
        slicesByLayer.values().forEach(checks::overlaps);
    }

    /** The buckets of a layer that one experiment takes. */
    private record Slice(TablePath path, ExperimentDefinition experiment) {}

    private void experiment(final TablePath path, final ExperimentDefinition experiment) {
        bounds.share(path.key("holdout"), experiment.holdoutBp(), 0, BUCKETS);
        shares(path.key("arms"), experiment.arms());
        range(path.key("range"), experiment);
        window(path, experiment);
        final Baseline baseline = experiment.baseline();
        if (baseline != null && baseline.from().isAfter(baseline.to())) {
            problems.error(
                    "WINDOW_BACKWARDS",
                    path.key("baseline").key("to"),
                    "The baseline ends on " + baseline.to() + ", before it begins on " + baseline.from() + ".",
                    "Write the earlier day first.");
        }
    }

    private void shares(final TablePath path, final List<Arm> arms) {
        long sum = 0;
        for (int i = 0; i < arms.size(); i++) {
            bounds.share(
                    path.item(i, arms.get(i).id()).key("share"), arms.get(i).shareBp(), 0, BUCKETS);
            sum += arms.get(i).shareBp();
        }
        if (sum != BUCKETS && !arms.isEmpty()) {
            problems.error(
                    "SHARES_DO_NOT_SUM",
                    path,
                    "The shares of the arms sum to " + sum + " basis points, not to " + BUCKETS + ".",
                    "Change the shares so that they sum to 100%.");
        }
    }

    private void range(final TablePath path, final ExperimentDefinition experiment) {
        bounds.number(path.item(0), experiment.rangeLo(), 0, BUCKETS);
        bounds.number(path.item(1), experiment.rangeHi(), 0, BUCKETS);
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

    private void window(final TablePath path, final ExperimentDefinition experiment) {
        instant(path.key("starts"), experiment.startsMs());
        instant(path.key("ends"), experiment.endsMs());
        if (experiment.startsMs() >= experiment.endsMs()) {
            problems.error(
                    "WINDOW_BACKWARDS",
                    path.key("ends"),
                    "The experiment ends at " + Instant.ofEpochMilli(experiment.endsMs()) + ", not after its start at "
                            + Instant.ofEpochMilli(experiment.startsMs()) + ".",
                    "Write an end after the start.");
        }
    }

    private void instant(final TablePath path, final long instantMs) {
        if (instantMs < ZoneOffsets.FROM_MS || instantMs >= ZoneOffsets.UNTIL_MS) {
            problems.error(
                    "OUT_OF_RANGE",
                    path,
                    "The instant " + Instant.ofEpochMilli(instantMs) + " is not in the years 1970 to 2100.",
                    "Write an instant within these years.");
        }
    }

    private void overlaps(final List<Slice> slices) {
        final List<Slice> byStart = new ArrayList<>(slices);
        byStart.sort(Comparator.comparingInt(slice -> slice.experiment.rangeLo()));
        Slice widest = byStart.get(0);
        for (final Slice slice : byStart.subList(1, byStart.size())) {
            if (slice.experiment.rangeLo() < widest.experiment.rangeHi()) {
                problems.error(
                        "LAYER_RANGES_OVERLAP",
                        slice.path,
                        "The range [" + slice.experiment.rangeLo() + ", " + slice.experiment.rangeHi()
                                + "] overlaps [" + widest.experiment.rangeLo() + ", " + widest.experiment.rangeHi()
                                + "] of the experiment " + Quote.of(widest.experiment.id()) + " in the same layer.",
                        "Give each experiment of a layer buckets of its own.");
            }
            if (slice.experiment.rangeHi() > widest.experiment.rangeHi()) {
                widest = slice;
            }
        }
    }
}
