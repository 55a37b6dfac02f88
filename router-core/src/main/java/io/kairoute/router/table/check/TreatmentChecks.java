package io.kairoute.router.table.check;

import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TreatmentField;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks what each treatment sets: its numbers, its ladder, its selectors, and whether it may set them at all. */
final class TreatmentChecks {
    /** The shortest service-level target. */
    static final long SHORTEST_SLA_MS = 1_000;

    private static final Set<String> OPERATORS = Set.of("eq", "ne", "lt", "le", "gt", "ge");
    private static final Set<TreatmentField> AT_A_QUEUE =
            EnumSet.of(TreatmentField.SCRIPT, TreatmentField.MESSAGE, TreatmentField.OFFER);
    private static final Set<TreatmentField> OF_THE_BASE =
            EnumSet.of(TreatmentField.QUEUE, TreatmentField.SCRIPT, TreatmentField.PRIORITY, TreatmentField.SLA);

    private final Problems problems;
    private final Bounds bounds;

    private TreatmentChecks(final Problems problems) {
        this.problems = problems;
        bounds = new Bounds(problems);
    }

    static void check(final TableDefinition table, final Problems problems) {
        final TreatmentChecks checks = new TreatmentChecks(problems);
        checks.base(table.defaults().treatment());
        Treatments.forEach(table, checks::treatment);
        Treatments.forEachAtQueue(table, checks::atQueue);
    }

    private void base(final TreatmentDefinition treatment) {
        final Set<TreatmentField> missing = EnumSet.copyOf(OF_THE_BASE);
        missing.removeAll(TouchedFields.set(treatment));
        for (final TreatmentField field : missing) {
            problems.error(
                    "MISSING_KEY",
                    Places.DEFAULTS.key("treatment").key(field.key()),
                    "The default treatment has no " + field.key() + ".",
                    "Add it; what every treatment is laid over needs queue, script, priority, sla.");
        }
    }

    private void treatment(final TablePath path, final TreatmentDefinition treatment) {
        bounds.score(path.key("priority"), treatment.priority());
        bounds.score(path.key("effort"), treatment.effort());
        bounds.duration(path.key("sla"), treatment.slaMs(), SHORTEST_SLA_MS);
        bounds.duration(path.key("preferred_wait"), treatment.preferredWaitMs(), 0);
        ladder(path.key("ladder"), Treatments.ladder(treatment));
        Treatments.selectors(path, treatment).forEach(selector -> selector(selector.path(), selector.part()));
    }

    private void ladder(final TablePath path, final List<LadderStepDefinition> ladder) {
        for (int i = 0; i < ladder.size(); i++) {
            final LadderStepDefinition step = ladder.get(i);
            bounds.duration(path.item(i).key("after"), step.afterMs(), 0);
            bounds.score(path.item(i).key("priority"), step.priority());
            if (i > 0 && step.afterMs() <= ladder.get(i - 1).afterMs()) {
                problems.error(
                        "LADDER_NOT_RISING",
                        path.item(i).key("after"),
                        "The step after " + step.afterMs() + " ms stands behind the one after "
                                + ladder.get(i - 1).afterMs() + " ms.",
                        "Order the steps by rising times, each time once.");
            }
        }
    }

    private void selector(final TablePath path, final SelectorDefinition selector) {
        bounds.duration(path.key("ttl"), selector.ttlMs(), 1);
        if (!OPERATORS.contains(selector.op())) {
            problems.error(
                    "UNKNOWN_VALUE",
                    path.key("op"),
                    Quote.of(selector.op()) + " is not an operator.",
                    "Write one of eq, ne, lt, le, gt, ge.");
        }
    }

    private void atQueue(final TablePath path, final TreatmentDefinition treatment) {
        final Set<TreatmentField> fields = TouchedFields.set(treatment);
        fields.removeAll(AT_A_QUEUE);
        for (final TreatmentField field : fields) {
            problems.error(
                    "FIELD_NOT_ALLOWED",
                    path.key(field.key()),
                    "What is laid over at a queue may not set " + field.key() + ".",
                    "Set script, message and offer only.");
        }
    }
}
