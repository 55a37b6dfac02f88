package io.kairoute.router.reference;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A treatment as a plain map from field to value. Immutable.
 *
 * @param fields the fields that are said; the others leave what lies below as it is
 */
record Treatment(Map<TreatmentField, Object> fields) {
    /**
     * What lies under every other treatment: what an absent field means. Queue, script, priority and SLA come from the
     * table's default at the latest; no overflow of its own is not the same as an empty one, so there is no entry.
     */
    static final Treatment GROUND = of(new TreatmentDefinition(
            null, null, null, null, "", Offer.NONE, List.of(), List.of(), 0L, 0, null, InFlight.FOLLOW));

    /** The treatment that a table says. */
    static Treatment of(final TreatmentDefinition said) {
        final Map<TreatmentField, Object> fields = new EnumMap<>(TreatmentField.class);
        put(fields, TreatmentField.QUEUE, said.queue());
        put(fields, TreatmentField.SCRIPT, said.script());
        put(fields, TreatmentField.PRIORITY, said.priority());
        put(fields, TreatmentField.SLA, said.slaMs());
        put(fields, TreatmentField.MESSAGE, said.message());
        put(fields, TreatmentField.OFFER, said.offer());
        put(fields, TreatmentField.LADDER, said.ladder());
        put(fields, TreatmentField.SELECTORS, said.selectors());
        put(fields, TreatmentField.PREFERRED_WAIT, said.preferredWaitMs());
        put(fields, TreatmentField.EFFORT, said.effort());
        put(fields, TreatmentField.OVERFLOW, said.overflow());
        put(fields, TreatmentField.IN_FLIGHT, said.inFlight());
        return new Treatment(fields);
    }

    private static void put(
            final Map<TreatmentField, Object> fields, final TreatmentField field, final @Nullable Object value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    /** This treatment with another laid over it, field by field. */
    Treatment under(final TreatmentDefinition over) {
        final Map<TreatmentField, Object> laid = new EnumMap<>(fields);
        laid.putAll(of(over).fields);
        return new Treatment(laid);
    }

    /** This treatment with one field replaced. */
    Treatment with(final TreatmentField field, final Object value) {
        final Map<TreatmentField, Object> replaced = new EnumMap<>(fields);
        replaced.put(field, value);
        return new Treatment(replaced);
    }

    /** Whether a field has the same value in another treatment; lists are compared by content. */
    boolean agreesOn(final TreatmentField field, final Treatment other) {
        return Objects.equals(fields.get(field), other.fields.get(field));
    }

    Object value(final TreatmentField field) {
        return Objects.requireNonNull(fields.get(field), field.key());
    }

    String queue() {
        return (String) value(TreatmentField.QUEUE);
    }

    String script() {
        return (String) value(TreatmentField.SCRIPT);
    }

    int priority() {
        return (int) value(TreatmentField.PRIORITY);
    }

    long slaMs() {
        return (long) value(TreatmentField.SLA);
    }

    String message() {
        return (String) value(TreatmentField.MESSAGE);
    }

    Offer offer() {
        return (Offer) value(TreatmentField.OFFER);
    }

    List<LadderStepDefinition> ladder() {
        return list(TreatmentField.LADDER, LadderStepDefinition.class);
    }

    List<SelectorDefinition> selectors() {
        return list(TreatmentField.SELECTORS, SelectorDefinition.class);
    }

    long preferredWaitMs() {
        return (long) value(TreatmentField.PREFERRED_WAIT);
    }

    int effort() {
        return (int) value(TreatmentField.EFFORT);
    }

    /** The treatment's own overflow; null when it says nothing of overflow. */
    @Nullable
    List<OverflowRuleDefinition> ownOverflow() {
        return fields.containsKey(TreatmentField.OVERFLOW)
                ? list(TreatmentField.OVERFLOW, OverflowRuleDefinition.class)
                : null;
    }

    InFlight inFlight() {
        return (InFlight) value(TreatmentField.IN_FLIGHT);
    }

    private <T> List<T> list(final TreatmentField field, final Class<T> type) {
        return ((List<?>) value(field)).stream().<T>map(type::cast).toList();
    }
}
