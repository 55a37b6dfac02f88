package io.kairoute.router.table.warn;

import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.Treatments;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.router.table.logic.RuleFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns of ladders and overflow that lead a tier into a queue it may not use.
 *
 * <p>A cap binds the queue of the treatment, not where a ladder or availability leads from there; so what looks forbidden
 * happens all the same.
 */
final class CapWarnings {
    private final TableIndex index;
    private final Problems problems;
    private final Map<String, Set<String>> tiersByCappedQueue = new HashMap<>();

    private CapWarnings(final TableIndex index, final Problems problems) {
        this.index = index;
        this.problems = problems;
        for (final TierDefinition tier : index.table().tiers()) {
            for (final String queue : tier.caps().queues()) {
                tiersByCappedQueue
                        .computeIfAbsent(queue, any -> new LinkedHashSet<>())
                        .add(tier.id());
            }
        }
    }

    static void check(final TableIndex index, final RuleFacts facts, final Problems problems) {
        final CapWarnings warnings = new CapWarnings(index, problems);
        if (!warnings.tiersByCappedQueue.isEmpty()) {
            warnings.table(index.table(), facts);
        }
    }

    private void table(final TableDefinition table, final RuleFacts facts) {
        final Set<String> everyTier = index.tiers().keySet();
        treatment(Places.DEFAULTS.key("treatment"), table.defaults().treatment(), everyTier, List.of());
        treatment(Places.DEFAULTS.key("when_ambiguous"), table.defaults().whenAmbiguous(), everyTier, List.of());
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            final OccasionDefinition occasion = each.part();
            final TablePath path = each.path();
            treatment(path.key("treatment"), occasion.treatment(), everyTier, occasion.admits());
            treatment(path.key("when_ambiguous"), occasion.whenAmbiguous(), everyTier, List.of());
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            final TierDefinition tier = each.part();
            treatment(each.path().key("treatment"), tier.treatment(), Set.of(tier.id()), List.of());
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            treatment(
                    each.path().key("set"),
                    each.part().set(),
                    facts.reaches().get(each.index()).tiers(),
                    List.of());
        }
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            experiment(each.path(), each.part());
        }
        queues(table);
    }

    private void experiment(final TablePath path, final ExperimentDefinition experiment) {
        final OccasionDefinition occasion = index.occasions().get(experiment.occasion());
        final Collection<String> tiers =
                experiment.tiers().isEmpty() ? index.tiers().keySet() : experiment.tiers();
        for (final Located<Arm> arm : Places.arms(path, experiment)) {
            treatment(
                    arm.path().key("treatment"),
                    arm.part().treatment(),
                    tiers,
                    occasion == null ? List.of() : occasion.admits());
        }
    }

    private void treatment(
            final TablePath path,
            final TreatmentDefinition treatment,
            final Collection<String> tiers,
            final List<String> admits) {
        for (final Located<LadderStepDefinition> step : Treatments.ladder(path, treatment)) {
            lead(step.path().key("queue"), "ladder", step.part().queue(), tiers, admits);
        }
        if (treatment.overflow() != null) {
            for (final Located<OverflowRuleDefinition> rule : Places.all(path.key("overflow"), treatment.overflow())) {
                lead(rule.path().key("to"), "overflow", rule.part().to(), tiers, admits);
            }
        }
    }

    /** A queue's overflow serves every tier that may use the queue; what any occasion admits is meant to be reached. */
    private void queues(final TableDefinition table) {
        final Set<String> admitted = new HashSet<>();
        table.occasions().forEach(occasion -> admitted.addAll(occasion.admits()));
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final QueueDefinition queue = each.part();
            final TablePath path = each.path().key("overflow");
            final Set<String> users = new LinkedHashSet<>(index.tiers().keySet());
            users.removeAll(tiersByCappedQueue.getOrDefault(queue.id(), Set.of()));
            for (int j = 0; j < queue.overflow().size(); j++) {
                lead(path.item(j).key("to"), "overflow", queue.overflow().get(j).to(), users, admitted);
            }
        }
    }

    private void lead(
            final TablePath path,
            final String what,
            final @Nullable String queue,
            final Collection<String> tiers,
            final Collection<String> admitted) {
        if (queue == null || !tiersByCappedQueue.containsKey(queue) || admitted.contains(queue)) {
            return;
        }
        final Set<String> kept = new LinkedHashSet<>(tiersByCappedQueue.get(queue));
        kept.retainAll(Set.copyOf(tiers));
        if (!kept.isEmpty()) {
            problems.warning(
                    "LEADS_INTO_CAPPED_QUEUE",
                    path,
                    "The " + what + " leads into the queue " + Quote.of(queue) + ", which the tiers " + Quote.all(kept)
                            + " may not use.",
                    "Let it lead elsewhere, or lift the cap.");
        }
    }
}
