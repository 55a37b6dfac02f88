package io.kairoute.router.table;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A partial treatment: a field that is null leaves what lies below it as it is. Lists are replaced whole, and an empty
 * list is a value.
 *
 * @param priority 0 to 100, high first
 * @param slaMs milliseconds, 1,000 or more
 * @param effort 0 to 100
 * @param preferredWaitMs milliseconds, 0 or more
 * @param overflow the treatment's own overflow, tried at the treatment's queue instead of the queue's
 */
public record TreatmentDefinition(
        @Nullable String queue,
        @Nullable String script,
        @Nullable Integer priority,
        @Nullable Long slaMs,
        @Nullable String message,
        @Nullable Offer offer,
        @Nullable List<LadderStepDefinition> ladder,
        @Nullable List<SelectorDefinition> selectors,
        @Nullable Long preferredWaitMs,
        @Nullable Integer effort,
        @Nullable List<OverflowRuleDefinition> overflow,
        @Nullable InFlight inFlight) {

    /** The treatment that changes nothing. */
    public static final TreatmentDefinition NONE =
            new TreatmentDefinition(null, null, null, null, null, null, null, null, null, null, null, null);

    /** Whether no field is set. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The value of a field; null where it is not set. */
    public @Nullable Object value(final TreatmentField field) {
        return switch (field) {
            case QUEUE -> queue;
            case SCRIPT -> script;
            case PRIORITY -> priority;
            case SLA -> slaMs;
            case MESSAGE -> message;
            case OFFER -> offer;
            case LADDER -> ladder;
            case SELECTORS -> selectors;
            case PREFERRED_WAIT -> preferredWaitMs;
            case EFFORT -> effort;
            case OVERFLOW -> overflow;
            case IN_FLIGHT -> inFlight;
        };
    }

    /** The fields that are set, in a set of the caller's own. */
    public Set<TreatmentField> fields() {
        final Set<TreatmentField> fields = EnumSet.allOf(TreatmentField.class);
        fields.removeIf(field -> value(field) == null);
        return fields;
    }
}
