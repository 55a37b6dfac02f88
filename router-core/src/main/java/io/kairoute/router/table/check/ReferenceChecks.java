package io.kairoute.router.table.check;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
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
import java.util.function.BiConsumer;
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
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            final OccasionDefinition occasion = each.part();
            final TablePath path = each.path();
            each(path.key("admits"), occasion.admits(), this::queue);
            each(path.key("metrics"), occasion.metrics(), this::metric);
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            tierCard(each.path(), each.part());
        }
        rules(table);
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final QueueDefinition queue = each.part();
            calendar(each.path().key("calendar"), queue.calendar());
        }
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            experiment(each.path(), each.part());
        }
    }

    private void treatment(final TablePath path, final TreatmentDefinition treatment) {
        queue(path.key("queue"), treatment.queue());
        script(path.key("script"), treatment.script());
        for (final Located<LadderStepDefinition> step : Treatments.ladder(path, treatment)) {
            queue(step.path().key("queue"), step.part().queue());
            script(step.path().key("script"), step.part().script());
        }
    }

    private void tierCard(final TablePath path, final TierDefinition tier) {
        metric(path.key("success").key("metric"), tier.successMetric());
        each(path.key("caps").key("queues"), tier.caps().queues(), this::queue);
        queue(path.key("caps").key("instead"), tier.caps().instead());
        tier(path.key("parent"), tier.parent());
    }

    private void rules(final TableDefinition table) {
        for (final Located<SignalRuleDefinition> each : Places.signals(table)) {
            final SignalRuleDefinition rule = each.part();
            final TablePath path = each.path();
            occasion(path.key("occasion"), rule.occasion());
            conditions(path.key("when"), rule.when());
            conditions(path.key("unless"), rule.unless());
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            final TuningRuleDefinition rule = each.part();
            final TablePath path = each.path();
            conditions(path.key("when"), rule.when());
            conditions(path.key("unless"), rule.unless());
        }
    }

    private void conditions(final TablePath path, final ConditionsDefinition conditions) {
        final List<String> occasions = conditions.attributes().getOrDefault(Attribute.OCCASION, List.of());
        each(path.key(Attribute.OCCASION.key()), occasions, this::occasion);
        final List<String> tiers = conditions.attributes().getOrDefault(Attribute.TIER, List.of());
        each(path.key(Attribute.TIER.key()), tiers, this::tier);
        conditions
                .calendars()
                .keySet()
                .forEach(id -> calendar(path.key("calendar").key(id), id));
    }

    private void experiment(final TablePath path, final ExperimentDefinition experiment) {
        occasion(path.key("occasion"), experiment.occasion());
        each(path.key("tiers"), experiment.tiers(), this::tier);
        refer(path.key("layer"), experiment.layer(), index.layers.keySet(), "layer", "layers");
        metric(path.key("metric"), experiment.metric());
    }

    private void occasion(final TablePath path, final @Nullable String id) {
        refer(path, id, index.occasions.keySet(), "occasion", "occasions");
    }

    private void tier(final TablePath path, final @Nullable String id) {
        refer(path, id, index.tiers.keySet(), "tier", "tiers");
    }

    private static void each(final TablePath path, final List<String> ids, final BiConsumer<TablePath, String> check) {
        for (int i = 0; i < ids.size(); i++) {
            check.accept(path.item(i), ids.get(i));
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
