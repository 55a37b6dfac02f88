package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.ExperimentDefinition.Baseline;
import io.kairoute.router.table.ExperimentDefinition.Unit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one experiment. */
final class ExperimentReader {
    private static final ScalarType<Unit> UNIT = ScalarType.choice("a unit of experiments", Unit.values(), Unit::key);
    static final int BUCKETS = BasisPoints.ONE;

    private ExperimentReader() {}

    static ExperimentDefinition read(final MapCursor experiment) {
        final List<Integer> range = range(experiment);
        return new ExperimentDefinition(
                experiment.text("id"),
                experiment.text("occasion"),
                experiment.texts("tiers"),
                experiment.read("unit", UNIT, Unit.CUSTOMER),
                experiment.text("seed"),
                experiment.read("layer", ScalarType.TEXT),
                range.get(0),
                range.get(1),
                experiment.read("holdout", ScalarType.SHARE, 0),
                arms(experiment),
                experiment.text("metric"),
                baseline(experiment.map("baseline", TableKeys.BASELINE)),
                experiment.read("starts", ScalarType.INSTANT, 0L),
                experiment.read("ends", ScalarType.INSTANT, 0L));
    }

    private static List<Integer> range(final MapCursor experiment) {
        final List<Integer> range = experiment.list("range", ScalarType.INTEGER);
        if (range.size() == 2) {
            return range;
        }
        if (experiment.isList("range")) {
            experiment.errorAt(
                    "range",
                    "WRONG_TYPE",
                    "The range does not have two bucket numbers.",
                    "Write the first bucket inside and the first outside, such as [0, 5000].");
        }
        return List.of(0, BUCKETS);
    }

    private static List<Arm> arms(final MapCursor experiment) {
        final List<Arm> arms = new ArrayList<>();
        for (final MapCursor arm : experiment.maps("arms", TableKeys.ARM)) {
            arms.add(new Arm(
                    arm.text("id"), arm.read("share", ScalarType.SHARE, 0), TreatmentReader.read(arm, "treatment")));
        }
        return Collections.unmodifiableList(arms);
    }

    private static @Nullable Baseline baseline(final @Nullable MapCursor baseline) {
        if (baseline == null) {
            return null;
        }
        final LocalDate from = baseline.read("from", ScalarType.DATE);
        final LocalDate to = baseline.read("to", ScalarType.DATE);
        return from == null || to == null ? null : new Baseline(from, to);
    }
}
