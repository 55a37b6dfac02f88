package io.kairoute.router.table.check;

import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Checks that no two parts of one kind share an id. */
final class IdChecks {
    private IdChecks() {}

    static void check(final TableDefinition table, final Problems problems) {
        unique(Places.OCCASIONS, table.occasions(), OccasionDefinition::id, Set.of(), problems);
        unique(Places.SIGNALS, table.signals(), SignalRuleDefinition::id, Set.of(), problems);
        unique(Places.TIERS, table.tiers(), TierDefinition::id, Set.of(), problems);
        unique(Places.TUNING, table.tuning(), TuningRuleDefinition::id, Set.of(), problems);
        unique(Places.PROTECTIONS, table.protections(), ProtectionDefinition::id, Set.of(), problems);
        unique(Places.QUEUES, table.queues(), QueueDefinition::id, Set.of(), problems);
        unique(Places.CALENDARS, table.calendars(), CalendarDefinition::id, Set.of(QueueDefinition.ALWAYS), problems);
        unique(Places.SCRIPTS, table.scripts(), ScriptDefinition::id, Set.of(), problems);
        unique(Places.LAYERS, table.layers(), LayerDefinition::id, Set.of(), problems);
        unique(Places.METRICS, table.metrics(), MetricDefinition::id, Set.of(), problems);
        unique(Places.EXPERIMENTS, table.experiments(), ExperimentDefinition::id, Set.of(), problems);
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            final ExperimentDefinition experiment = each.part();
            final TablePath arms = each.path().key("arms");
            unique(arms, experiment.arms(), Arm::id, Set.of(), problems);
        }
    }

    private static <T> void unique(
            final TablePath path,
            final List<T> parts,
            final Function<T, String> idOf,
            final Set<String> builtIn,
            final Problems problems) {
        final Set<String> taken = new HashSet<>(builtIn);
        for (int i = 0; i < parts.size(); i++) {
            final String id = idOf.apply(parts.get(i));
            if (!id.isEmpty() && !taken.add(id)) {
                problems.error(
                        "DUPLICATE_ID",
                        path.item(i, id).key("id"),
                        builtIn.contains(id)
                                ? "The id " + Quote.of(id) + " is built in."
                                : "The id " + Quote.of(id) + " is given twice.",
                        "Choose another id.");
            }
        }
    }
}
