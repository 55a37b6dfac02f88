package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that no list of a table is longer than its limit, and that what a table cannot do without is there. */
final class LimitChecks {
    private LimitChecks() {}

    static void check(final TableDefinition table, final Problems problems) {
        atLeastOne(Places.OCCASIONS, table.occasions(), "an occasion", problems);
        atLeastOne(Places.TIERS, table.tiers(), "a tier", problems);
        atLeastOne(Places.QUEUES, table.queues(), "a queue", problems);
        atLeastOne(Places.SCRIPTS, table.scripts(), "a script", problems);
        atMost(Places.OCCASIONS, table.occasions(), Limits.OCCASIONS, "occasions", problems);
        atMost(Places.SIGNALS, table.signals(), Limits.SIGNAL_RULES, "signal rules", problems);
        atMost(Places.TIERS, table.tiers(), Limits.TIERS, "tiers", problems);
        atMost(Places.TUNING, table.tuning(), Limits.TUNING_RULES, "tuning rules", problems);
        atMost(Places.PROTECTIONS, table.protections(), Limits.PROTECTIONS, "protections", problems);
        atMost(Places.QUEUES, table.queues(), Limits.QUEUES, "queues", problems);
        atMost(Places.CALENDARS, table.calendars(), Limits.CALENDARS, "calendars", problems);
        atMost(Places.SCRIPTS, table.scripts(), Limits.SCRIPTS, "scripts", problems);
        atMost(Places.LAYERS, table.layers(), Limits.LAYERS, "layers", problems);
        atMost(Places.EXPERIMENTS, table.experiments(), Limits.EXPERIMENTS, "experiments", problems);
        atMost(Places.METRICS, table.metrics(), Limits.METRICS, "metrics", problems);
        platforms(table, problems);
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            final ExperimentDefinition experiment = each.part();
            final TablePath arms = each.path().key("arms");
            atLeastOne(arms, experiment.arms(), "an arm", problems);
            atMost(arms, experiment.arms(), Limits.ARMS, "arms", problems);
        }
        Treatments.forEach(table, (path, treatment) -> treatment(path, treatment, problems));
        Treatments.forEachOverflow(
                table, (path, rules) -> atMost(path, rules, Limits.OVERFLOW_RULES, "overflow rules", problems));
    }

    // Each costs a reference per queue, whether the queue has one or not.
    private static void platforms(final TableDefinition table, final Problems problems) {
        final Set<String> platforms = new HashSet<>();
        for (int i = 0; i < table.queues().size() && platforms.size() <= Limits.PLATFORMS; i++) {
            final QueueDefinition queue = table.queues().get(i);
            platforms.addAll(queue.refs().keySet());
            if (platforms.size() > Limits.PLATFORMS) {
                problems.stricter(
                        "LIMIT_EXCEEDED",
                        Places.QUEUES.item(i, queue.id()).key("refs"),
                        "With this one there are " + platforms.size()
                                + " different platforms over all queues, the limit is " + Limits.PLATFORMS + ".",
                        "Name fewer.");
            }
        }
    }

    private static void treatment(final TablePath path, final TreatmentDefinition treatment, final Problems problems) {
        atMost(path.key("ladder"), Treatments.ladder(treatment), Limits.LADDER_STEPS, "ladder steps", problems);
        if (treatment.selectors() != null) {
            atMost(path.key("selectors"), treatment.selectors(), Limits.SELECTORS, "selectors", problems);
        }
    }

    private static void atLeastOne(
            final TablePath path, final List<?> list, final String what, final Problems problems) {
        if (list.isEmpty()) {
            problems.error("EMPTY_LIST", path, "The list is empty.", "Add " + what + ".");
        }
    }

    private static void atMost(
            final TablePath path, final List<?> list, final int limit, final String what, final Problems problems) {
        if (list.size() > limit) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    path,
                    "There are " + list.size() + " " + what + ", the limit is " + limit + ".",
                    "Remove or merge some.");
        }
    }
}
