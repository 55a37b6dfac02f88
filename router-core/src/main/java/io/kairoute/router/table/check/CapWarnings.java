package io.kairoute.router.table.check;

import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
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
        for (final TierDefinition tier : index.table.tiers()) {
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
            warnings.table(index.table, facts);
        }
    }

    private void table(final TableDefinition table, final RuleFacts facts) {
        final Set<String> everyTier = index.tiers.keySet();
        treatment(Places.DEFAULTS.key("treatment"), table.defaults().treatment(), everyTier, List.of());
        treatment(Places.DEFAULTS.key("when_ambiguous"), table.defaults().whenAmbiguous(), everyTier, List.of());
        for (int i = 0; i < table.occasions().size(); i++) {
            final OccasionDefinition occasion = table.occasions().get(i);
            final TablePath path = Places.OCCASIONS.item(i, occasion.id());
            treatment(path.key("treatment"), occasion.treatment(), everyTier, occasion.admits());
            treatment(path.key("when_ambiguous"), occasion.whenAmbiguous(), everyTier, List.of());
        }
        for (int i = 0; i < table.tiers().size(); i++) {
            final TierDefinition tier = table.tiers().get(i);
            treatment(Places.TIERS.item(i, tier.id()).key("treatment"), tier.treatment(), Set.of(tier.id()), List.of());
        }
        for (int i = 0; i < table.tuning().size(); i++) {
            treatment(
                    Places.TUNING.item(i, table.tuning().get(i).id()).key("set"),
                    table.tuning().get(i).set(),
                    facts.reaches().get(i).tiers(),
                    List.of());
        }
        for (int i = 0; i < table.experiments().size(); i++) {
            experiment(
                    Places.EXPERIMENTS.item(i, table.experiments().get(i).id()),
                    table.experiments().get(i));
        }
        queues(table);
    }

    private void experiment(final TablePath path, final ExperimentDefinition experiment) {
        final OccasionDefinition occasion = index.occasions.get(experiment.occasion());
        final Collection<String> tiers = experiment.tiers().isEmpty() ? index.tiers.keySet() : experiment.tiers();
        for (int i = 0; i < experiment.arms().size(); i++) {
            final Arm arm = experiment.arms().get(i);
            treatment(
                    path.key("arms").item(i, arm.id()).key("treatment"),
                    arm.treatment(),
                    tiers,
                    occasion == null ? List.of() : occasion.admits());
        }
    }

    private void treatment(
            final TablePath path,
            final TreatmentDefinition treatment,
            final Collection<String> tiers,
            final List<String> admits) {
        final List<LadderStepDefinition> ladder = Treatments.ladder(treatment);
        for (int i = 0; i < ladder.size(); i++) {
            lead(
                    path.key("ladder").item(i).key("queue"),
                    "ladder",
                    ladder.get(i).queue(),
                    tiers,
                    admits);
        }
        if (treatment.overflow() != null) {
            for (int i = 0; i < treatment.overflow().size(); i++) {
                final OverflowRuleDefinition rule = treatment.overflow().get(i);
                lead(path.key("overflow").item(i).key("to"), "overflow", rule.to(), tiers, admits);
            }
        }
    }

    /** A queue's overflow serves every tier that may use the queue; what any occasion admits is meant to be reached. */
    private void queues(final TableDefinition table) {
        final Set<String> admitted = new HashSet<>();
        table.occasions().forEach(occasion -> admitted.addAll(occasion.admits()));
        for (int i = 0; i < table.queues().size(); i++) {
            final QueueDefinition queue = table.queues().get(i);
            final TablePath path = Places.QUEUES.item(i, queue.id()).key("overflow");
            final Set<String> users = new LinkedHashSet<>(index.tiers.keySet());
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
