package io.kairoute.router.explain;

import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.explain.Explanation.Step;
import io.kairoute.router.snapshot.TreatmentRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A treatment that is made once more, and what each change of it was. Single-threaded. */
final class StepLog {
    private final TreatmentRows rows;
    private final TreatmentText text;
    private final long[] treatment = new long[TreatmentFields.COUNT];
    private final List<Step> steps = new ArrayList<>();
    private int guardrails;

    /** Starts with the table's default treatment. */
    StepLog(final TreatmentRows rows, final int defaultRow, final TreatmentText text) {
        this.rows = rows;
        this.text = text;
        rows.load(defaultRow, treatment);
        for (int field = 0; field < TreatmentFields.COUNT; field++) {
            final String value = text.value(field, treatment[field]);
            if (!value.isEmpty()) {
                add(TreatmentText.field(field), "", value, "DEFAULT", "");
            }
        }
    }

    /** What a field is now. */
    long get(final int field) {
        return treatment[field];
    }

    /** Sets a field; says whether that changed it. */
    boolean set(final int field, final long value, final String kind, final String id) {
        if (treatment[field] == value) {
            return false;
        }
        add(TreatmentText.field(field), text.value(field, treatment[field]), text.value(field, value), kind, id);
        treatment[field] = value;
        return true;
    }

    /** Lays a row over, unless it is {@link TreatmentRows#NONE}; an absent own overflow stands in a base alone. */
    void layOver(final int row, final String kind, final String id) {
        for (int field = 0; row != TreatmentRows.NONE && field < TreatmentFields.COUNT; field++) {
            final long value = rows.field(row, field);
            if (value != TreatmentFields.ABSENT) {
                set(field, value, kind, id);
            }
        }
    }

    /** Adds a change of what is no field of a treatment. */
    void add(final String field, final String before, final String after, final String kind, final String id) {
        steps.add(new Step(field, before, after, kind, id));
    }

    /** Sets a field for a guardrail, and remembers that it bit. */
    void bind(final int field, final long value, final Guardrail guardrail, final String id) {
        if (set(field, value, guardrail.name(), id)) {
            bit(guardrail);
        }
    }

    /** Remembers that a guardrail changed something. */
    void bit(final Guardrail guardrail) {
        guardrails |= guardrail.bit();
    }

    boolean hasBit(final Guardrail guardrail) {
        return (guardrails & guardrail.bit()) != 0;
    }

    /** Whether some field is another than it was before a step: changes there and back are none. */
    boolean isChangedSince(final int first) {
        final Map<String, String> before = new HashMap<>();
        final Map<String, String> after = new HashMap<>();
        steps.subList(first, steps.size()).forEach(step -> {
            before.putIfAbsent(step.field(), step.before());
            after.put(step.field(), step.after());
        });
        return !before.equals(after);
    }

    /** How many steps there are. */
    int size() {
        return steps.size();
    }

    /** The steps from one on, in one line. */
    String since(final int first) {
        return line(steps.subList(first, steps.size()));
    }

    /** What one kind of thing changed, in one line. */
    String by(final String kind) {
        return line(steps.stream().filter(step -> step.kind().equals(kind)).toList());
    }

    private static String line(final List<Step> some) {
        return some.stream().map(Step::toString).collect(Collectors.joining(", "));
    }

    List<Step> steps() {
        return steps;
    }
}
