package io.kairoute.router.table.check;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that every id that is named somewhere is defined. */
final class ReferenceChecks {
    /** Guessing what was meant compares with every id there is: helpful for slips, too dear for a table full of them. */
    private static final int MOST_GUESSES = 100;

    private final Problems problems;
    private final TableIndex index;
    private final Set<String> calendars;
    private int guesses;

    private ReferenceChecks(final TableIndex index, final Problems problems) {
        this.index = index;
        this.problems = problems;
        calendars = new HashSet<>(index.calendars.keySet());
        calendars.add(QueueDefinition.ALWAYS);
    }

    static void check(final TableIndex index, final Problems problems) {
        new ReferenceChecks(index, problems).table(index.table);
    }

    private void table(final TableDefinition table) {
        occasion(Places.DEFAULTS.key("occasion"), table.defaults().occasion());
        tier(Places.DEFAULTS.key("tier"), table.defaults().tier());
        Treatments.forEach(table, this::treatment);
        Treatments.forEachOverflowRule(table, (path, rule) -> queue(path.key("to"), rule.to()));
        for (int i = 0; i < table.occasions().size(); i++) {
            final OccasionDefinition occasion = table.occasions().get(i);
            final TablePath path = Places.OCCASIONS.item(i, occasion.id());
            queues(path.key("admits"), occasion.admits());
            for (int j = 0; j < occasion.metrics().size(); j++) {
                metric(path.key("metrics").item(j), occasion.metrics().get(j));
            }
        }
        for (int i = 0; i < table.tiers().size(); i++) {
            tierCard(
                    Places.TIERS.item(i, table.tiers().get(i).id()),
                    table.tiers().get(i));
        }
        rules(table);
        for (int i = 0; i < table.queues().size(); i++) {
            final QueueDefinition queue = table.queues().get(i);
            calendar(Places.QUEUES.item(i, queue.id()).key("calendar"), queue.calendar());
        }
        for (int i = 0; i < table.experiments().size(); i++) {
            experiment(
                    Places.EXPERIMENTS.item(i, table.experiments().get(i).id()),
                    table.experiments().get(i));
        }
    }

    private void treatment(final TablePath path, final TreatmentDefinition treatment) {
        queue(path.key("queue"), treatment.queue());
        script(path.key("script"), treatment.script());
        for (int i = 0; i < Treatments.ladder(treatment).size(); i++) {
            final TablePath step = path.key("ladder").item(i);
            queue(step.key("queue"), Treatments.ladder(treatment).get(i).queue());
            script(step.key("script"), Treatments.ladder(treatment).get(i).script());
        }
    }

    private void tierCard(final TablePath path, final TierDefinition tier) {
        metric(path.key("success").key("metric"), tier.successMetric());
        queues(path.key("caps").key("queues"), tier.caps().queues());
        queue(path.key("caps").key("instead"), tier.caps().instead());
        tier(path.key("parent"), tier.parent());
    }

    private void rules(final TableDefinition table) {
        for (int i = 0; i < table.signals().size(); i++) {
            final SignalRuleDefinition rule = table.signals().get(i);
            final TablePath path = Places.SIGNALS.item(i, rule.id());
            occasion(path.key("occasion"), rule.occasion());
            conditions(path.key("when"), rule.when());
            conditions(path.key("unless"), rule.unless());
        }
        for (int i = 0; i < table.tuning().size(); i++) {
            final TuningRuleDefinition rule = table.tuning().get(i);
            final TablePath path = Places.TUNING.item(i, rule.id());
            conditions(path.key("when"), rule.when());
            conditions(path.key("unless"), rule.unless());
        }
    }

    private void conditions(final TablePath path, final ConditionsDefinition conditions) {
        final List<String> occasions = conditions.attributes().getOrDefault(Attribute.OCCASION, List.of());
        for (int i = 0; i < occasions.size(); i++) {
            occasion(path.key(Attribute.OCCASION.key()).item(i), occasions.get(i));
        }
        final List<String> tiers = conditions.attributes().getOrDefault(Attribute.TIER, List.of());
        for (int i = 0; i < tiers.size(); i++) {
            tier(path.key(Attribute.TIER.key()).item(i), tiers.get(i));
        }
        conditions
                .calendars()
                .keySet()
                .forEach(id -> calendar(path.key("calendar").key(id), id));
    }

    private void experiment(final TablePath path, final ExperimentDefinition experiment) {
        occasion(path.key("occasion"), experiment.occasion());
        for (int i = 0; i < experiment.tiers().size(); i++) {
            tier(path.key("tiers").item(i), experiment.tiers().get(i));
        }
        refer(path.key("layer"), experiment.layer(), index.layers.keySet(), "layer", "layers");
        metric(path.key("metric"), experiment.metric());
    }

    private void occasion(final TablePath path, final @Nullable String id) {
        refer(path, id, index.occasions.keySet(), "occasion", "occasions");
    }

    private void tier(final TablePath path, final @Nullable String id) {
        refer(path, id, index.tiers.keySet(), "tier", "tiers");
    }

    private void queues(final TablePath path, final List<String> ids) {
        for (int i = 0; i < ids.size(); i++) {
            queue(path.item(i), ids.get(i));
        }
    }

    private void queue(final TablePath path, final @Nullable String id) {
        refer(path, id, index.queues.keySet(), "queue", "queues");
    }

    private void script(final TablePath path, final @Nullable String id) {
        refer(path, id, index.scripts.keySet(), "script", "scripts");
    }

    private void calendar(final TablePath path, final String id) {
        refer(path, id, calendars, "calendar", "calendars");
    }

    private void metric(final TablePath path, final String id) {
        refer(path, id, index.metrics, "metric", "metrics");
    }

    private void refer(
            final TablePath path,
            final @Nullable String id,
            final Set<String> known,
            final String kind,
            final String part) {
        if (id == null || id.isEmpty() || known.contains(id)) {
            return;
        }
        problems.error(
                "UNKNOWN_REFERENCE",
                path,
                "The " + kind + " " + Quote.of(id) + " is not defined.",
                () -> "Define it under " + part + ", or name another"
                        + (guesses++ < MOST_GUESSES ? NearestName.hint(id, known) : "."));
    }
}
