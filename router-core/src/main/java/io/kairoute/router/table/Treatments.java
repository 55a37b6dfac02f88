package io.kairoute.router.table;

import io.kairoute.router.table.ExperimentDefinition.Arm;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Walks every treatment of a table, wherever it stands. */
public final class Treatments {
    private Treatments() {}

    /** Every treatment, those for closed and crowded queues included. */
    public static void forEach(final TableDefinition table, final BiConsumer<TablePath, TreatmentDefinition> visitor) {
        visitor.accept(Places.DEFAULTS.key("treatment"), table.defaults().treatment());
        visitor.accept(Places.DEFAULTS.key("when_ambiguous"), table.defaults().whenAmbiguous());
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            final OccasionDefinition occasion = each.part();
            final TablePath path = each.path();
            visitor.accept(path.key("treatment"), occasion.treatment());
            visitor.accept(path.key("when_ambiguous"), occasion.whenAmbiguous());
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            final TierDefinition tier = each.part();
            visitor.accept(each.path().key("treatment"), tier.treatment());
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            final TuningRuleDefinition rule = each.part();
            visitor.accept(each.path().key("set"), rule.set());
        }
        for (final Located<ProtectionDefinition> each : Places.protections(table)) {
            final ProtectionDefinition rule = each.part();
            visitor.accept(each.path().key("treatment"), rule.treatment());
        }
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            final ExperimentDefinition experiment = each.part();
            for (final Located<Arm> arm : Places.arms(each.path(), experiment)) {
                visitor.accept(arm.path().key("treatment"), arm.part().treatment());
            }
        }
        forEachAtQueue(table, visitor);
    }

    /** The treatments that are laid over at a queue, and may set script, message and offer only. */
    public static void forEachAtQueue(
            final TableDefinition table, final BiConsumer<TablePath, TreatmentDefinition> visitor) {
        visitor.accept(Places.DEFAULTS.key("when_closed"), table.defaults().whenClosed());
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final QueueDefinition queue = each.part();
            final TablePath path = each.path();
            if (queue.surge() != null) {
                visitor.accept(path.key("surge"), queue.surge());
            }
            if (queue.whenClosed() != null) {
                visitor.accept(path.key("when_closed"), queue.whenClosed());
            }
        }
    }

    /** Every overflow rule, a queue's or a treatment's own. */
    public static void forEachOverflowRule(
            final TableDefinition table, final BiConsumer<TablePath, OverflowRuleDefinition> visitor) {
        forEachOverflow(table, (path, rules) -> {
            for (final Located<OverflowRuleDefinition> rule : Places.all(path, rules)) {
                visitor.accept(rule.path(), rule.part());
            }
        });
    }

    /** Every list of overflow rules, a queue's or a treatment's own. */
    public static void forEachOverflow(
            final TableDefinition table, final BiConsumer<TablePath, List<OverflowRuleDefinition>> visitor) {
        forEach(table, (path, treatment) -> {
            if (treatment.overflow() != null) {
                visitor.accept(path.key("overflow"), treatment.overflow());
            }
        });
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            final QueueDefinition queue = each.part();
            visitor.accept(each.path().key("overflow"), queue.overflow());
        }
    }

    /** The steps of the ladder of a treatment that stands at a path. */
    public static List<Located<LadderStepDefinition>> ladder(
            final TablePath path, final TreatmentDefinition treatment) {
        return Places.all(path.key("ladder"), ladder(treatment));
    }

    /** The selectors of a treatment that stands at a path. */
    public static List<Located<SelectorDefinition>> selectors(
            final TablePath path, final TreatmentDefinition treatment) {
        final @Nullable List<SelectorDefinition> selectors = treatment.selectors();
        return selectors == null ? List.of() : Places.all(path.key("selectors"), selectors);
    }

    /** The steps of a treatment's ladder; none where it has no ladder. */
    public static List<LadderStepDefinition> ladder(final TreatmentDefinition treatment) {
        final @Nullable List<LadderStepDefinition> ladder = treatment.ladder();
        return ladder == null ? List.of() : ladder;
    }
}
