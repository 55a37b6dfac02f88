package io.kairoute.router.table.warn;

import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import java.util.HashSet;
import java.util.List;

/** Warns of experiments that cannot be judged, or never get a contact. */
final class ExperimentWarnings {
    private ExperimentWarnings() {}

    static void check(final TableDefinition table, final Problems problems) {
        for (int i = 0; i < table.experiments().size(); i++) {
            final ExperimentDefinition experiment = table.experiments().get(i);
            if (experiment.baseline() == null) {
                problems.warning(
                        "EXPERIMENT_WITHOUT_BASELINE",
                        Places.EXPERIMENTS.item(i, experiment.id()),
                        "The experiment " + Quote.of(experiment.id()) + " has no baseline to be compared with.",
                        "Name the days of a baseline.");
            }
            for (final ExperimentDefinition earlier : table.experiments().subList(0, i)) {
                if (takesAllOf(earlier, experiment)) {
                    problems.warning(
                            "EXPERIMENT_SHADOWED",
                            Places.EXPERIMENTS.item(i, experiment.id()),
                            "The experiment " + Quote.of(earlier.id()) + " before it takes every contact that "
                                    + Quote.of(experiment.id()) + " could.",
                            "Put both into one layer with ranges of their own, or part their tiers or times.");
                    break;
                }
            }
        }
    }

    /** A contact is in one experiment at most: the first that admits it. */
    private static boolean takesAllOf(final ExperimentDefinition earlier, final ExperimentDefinition later) {
        return earlier.layer() == null
                && earlier.occasion().equals(later.occasion())
                && earlier.unit() == later.unit()
                && earlier.startsMs() <= later.startsMs()
                && earlier.endsMs() >= later.endsMs()
                && matchesAllOf(earlier.tiers(), later.tiers());
    }

    private static boolean matchesAllOf(final List<String> earlier, final List<String> later) {
        return earlier.isEmpty() || (!later.isEmpty() && new HashSet<>(earlier).containsAll(later));
    }
}
