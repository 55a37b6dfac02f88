package io.kairoute.router.table.check;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.Treatments;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Checks which fields a treatment may set where it stands, and what its ladder and selectors say. */
final class TreatmentChecks {
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "lt", "le", "gt", "ge");
    private static final Set<TreatmentField> AT_A_QUEUE =
            EnumSet.of(TreatmentField.SCRIPT, TreatmentField.MESSAGE, TreatmentField.OFFER);
    private static final Set<TreatmentField> OF_THE_BASE =
            EnumSet.of(TreatmentField.QUEUE, TreatmentField.SCRIPT, TreatmentField.PRIORITY, TreatmentField.SLA);

    private TreatmentChecks() {}

    /** What every other treatment is laid over. */
    static void base(final TablePath path, final TreatmentDefinition treatment, final Problems problems) {
        final Set<TreatmentField> missing = EnumSet.copyOf(OF_THE_BASE);
        missing.removeAll(treatment.fields());
        for (final TreatmentField field : missing) {
            problems.error(
                    "MISSING_KEY",
                    path.key(field.key()),
                    "The default treatment has no " + field.key() + ".",
                    "Add it; what every treatment is laid over needs queue, script, priority, sla.");
        }
    }

    /** What is laid over at a queue. */
    static void atQueue(final TablePath path, final TreatmentDefinition treatment, final Problems problems) {
        final Set<TreatmentField> fields = treatment.fields();
        fields.removeAll(AT_A_QUEUE);
        for (final TreatmentField field : fields) {
            problems.error(
                    "FIELD_NOT_ALLOWED",
                    path.key(field.key()),
                    "What is laid over at a queue may not set " + field.key() + ".",
                    "Set script, message and offer only.");
        }
    }

    static void ladder(final TablePath path, final TreatmentDefinition treatment, final Problems problems) {
        final List<LadderStepDefinition> ladder = Treatments.ladder(treatment);
        for (int i = 1; i < ladder.size(); i++) {
            final long beforeMs = ladder.get(i - 1).afterMs();
            final long afterMs = ladder.get(i).afterMs();
            if (afterMs <= beforeMs) {
                problems.error(
                        "LADDER_NOT_RISING",
                        path.key("ladder").item(i).key("after"),
                        "The step after " + afterMs + " ms stands behind the one after " + beforeMs + " ms.",
                        "Order the steps by rising times, each time once.");
            }
        }
    }

    static void operator(final TablePath path, final SelectorDefinition selector, final Problems problems) {
        if (!OPERATORS.contains(selector.op())) {
            problems.error(
                    "UNKNOWN_VALUE",
                    path.key("op"),
                    Quote.of(selector.op()) + " is not an operator.",
                    "Write one of eq, ne, lt, le, gt, ge.");
        }
    }
}
