package io.kairoute.router.table.check;

import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TreatmentField;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which fields a treatment or a tuning rule touches. */
final class TouchedFields {
    private TouchedFields() {}

    /** The value of a field; null where it is not set. */
    static @Nullable Object value(final TreatmentDefinition treatment, final TreatmentField field) {
        return switch (field) {
            case QUEUE -> treatment.queue();
            case SCRIPT -> treatment.script();
            case PRIORITY -> treatment.priority();
            case SLA -> treatment.slaMs();
            case MESSAGE -> treatment.message();
            case OFFER -> treatment.offer();
            case LADDER -> treatment.ladder();
            case SELECTORS -> treatment.selectors();
            case PREFERRED_WAIT -> treatment.preferredWaitMs();
            case EFFORT -> treatment.effort();
            case OVERFLOW -> treatment.overflow();
            case IN_FLIGHT -> treatment.inFlight();
        };
    }

    /** The fields that a treatment sets, in a set of the caller's own. */
    static Set<TreatmentField> set(final TreatmentDefinition treatment) {
        final Set<TreatmentField> fields = EnumSet.noneOf(TreatmentField.class);
        for (final TreatmentField field : TreatmentField.values()) {
            if (value(treatment, field) != null) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** The fields that a tuning rule adds something to, in a set of the caller's own. */
    static Set<TreatmentField> adjusted(final TuningRuleDefinition rule) {
        final Set<TreatmentField> fields = EnumSet.noneOf(TreatmentField.class);
        if (rule.adjustPriority() != null && rule.adjustPriority() != 0) {
            fields.add(TreatmentField.PRIORITY);
        }
        if (rule.adjustEffort() != null && rule.adjustEffort() != 0) {
            fields.add(TreatmentField.EFFORT);
        }
        if (rule.adjustSlaMs() != null && rule.adjustSlaMs() != 0) {
            fields.add(TreatmentField.SLA);
        }
        return fields;
    }

    /** The fields that a tuning rule sets or adds something to, in a set of the caller's own. */
    static Set<TreatmentField> touched(final TuningRuleDefinition rule) {
        final Set<TreatmentField> fields = set(rule.set());
        fields.addAll(adjusted(rule));
        return fields;
    }
}
