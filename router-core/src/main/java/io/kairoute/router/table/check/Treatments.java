package io.kairoute.router.table.check;

import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Walks every treatment of a table, wherever it stands. */
final class Treatments {
    private Treatments() {}

    /** Every treatment, those for closed and crowded queues included. */
    static void forEach(final TableDefinition table, final BiConsumer<TablePath, TreatmentDefinition> visitor) {
        visitor.accept(Places.DEFAULTS.key("treatment"), table.defaults().treatment());
        visitor.accept(Places.DEFAULTS.key("when_ambiguous"), table.defaults().whenAmbiguous());
        for (int i = 0; i < table.occasions().size(); i++) {
            final OccasionDefinition occasion = table.occasions().get(i);
            final TablePath path = Places.OCCASIONS.item(i, occasion.id());
            visitor.accept(path.key("treatment"), occasion.treatment());
            visitor.accept(path.key("when_ambiguous"), occasion.whenAmbiguous());
        }
        for (int i = 0; i < table.tiers().size(); i++) {
            final TierDefinition tier = table.tiers().get(i);
            visitor.accept(Places.TIERS.item(i, tier.id()).key("treatment"), tier.treatment());
        }
        for (int i = 0; i < table.tuning().size(); i++) {
            final TuningRuleDefinition rule = table.tuning().get(i);
            visitor.accept(Places.TUNING.item(i, rule.id()).key("set"), rule.set());
        }
        for (int i = 0; i < table.protections().size(); i++) {
            final ProtectionDefinition rule = table.protections().get(i);
            visitor.accept(Places.PROTECTIONS.item(i, rule.id()).key("treatment"), rule.treatment());
        }
        for (int i = 0; i < table.experiments().size(); i++) {
            final ExperimentDefinition experiment = table.experiments().get(i);
            final TablePath arms = Places.EXPERIMENTS.item(i, experiment.id()).key("arms");
            for (int j = 0; j < experiment.arms().size(); j++) {
                final Arm arm = experiment.arms().get(j);
                visitor.accept(arms.item(j, arm.id()).key("treatment"), arm.treatment());
            }
        }
        forEachAtQueue(table, visitor);
    }

    /** The treatments that are laid over at a queue, and may set script, message and offer only. */
    static void forEachAtQueue(final TableDefinition table, final BiConsumer<TablePath, TreatmentDefinition> visitor) {
        visitor.accept(Places.DEFAULTS.key("when_closed"), table.defaults().whenClosed());
        for (int i = 0; i < table.queues().size(); i++) {
            final QueueDefinition queue = table.queues().get(i);
            final TablePath path = Places.QUEUES.item(i, queue.id());
            if (queue.surge() != null) {
                visitor.accept(path.key("surge"), queue.surge());
            }
            if (queue.whenClosed() != null) {
                visitor.accept(path.key("when_closed"), queue.whenClosed());
            }
        }
    }

    /** Every overflow rule, a queue's or a treatment's own. */
    static void forEachOverflowRule(
            final TableDefinition table, final BiConsumer<TablePath, OverflowRuleDefinition> visitor) {
        forEachOverflow(table, (path, rules) -> {
            for (int i = 0; i < rules.size(); i++) {
                visitor.accept(path.item(i), rules.get(i));
            }
        });
    }

    /** Every list of overflow rules, a queue's or a treatment's own. */
    static void forEachOverflow(
            final TableDefinition table, final BiConsumer<TablePath, List<OverflowRuleDefinition>> visitor) {
        forEach(table, (path, treatment) -> {
            if (treatment.overflow() != null) {
                visitor.accept(path.key("overflow"), treatment.overflow());
            }
        });
        for (int i = 0; i < table.queues().size(); i++) {
            final QueueDefinition queue = table.queues().get(i);
            visitor.accept(Places.QUEUES.item(i, queue.id()).key("overflow"), queue.overflow());
        }
    }

    /** The steps of a treatment's ladder; none where it has no ladder. */
    static List<LadderStepDefinition> ladder(final TreatmentDefinition treatment) {
        final @Nullable List<LadderStepDefinition> ladder = treatment.ladder();
        return ladder == null ? List.of() : ladder;
    }
}
