package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a treatment. */
final class TreatmentReader {
    private static final ScalarType<Offer> OFFER = ScalarType.choice("an offer", Offer.values(), Offer::key);
    private static final ScalarType<InFlight> IN_FLIGHT =
            ScalarType.choice("a rule for waiting contacts", InFlight.values(), InFlight::key);

    private TreatmentReader() {}

    /** The treatment at a key; one that changes nothing where the key is absent. */
    static TreatmentDefinition read(final MapCursor around, final String key) {
        final TreatmentDefinition treatment = readIfPresent(around, key);
        return treatment == null ? TreatmentDefinition.NONE : treatment;
    }

    /** The treatment at a key; null where the key is absent. */
    static @Nullable TreatmentDefinition readIfPresent(final MapCursor around, final String key) {
        final MapCursor treatment = around.map(key, TableKeys.TREATMENT);
        if (treatment == null) {
            return null;
        }
        return new TreatmentDefinition(
                treatment.read(TreatmentField.QUEUE.key(), ScalarType.TEXT),
                treatment.read(TreatmentField.SCRIPT.key(), ScalarType.TEXT),
                treatment.read(TreatmentField.PRIORITY.key(), ScalarType.INTEGER),
                treatment.read(TreatmentField.SLA.key(), ScalarType.DURATION),
                treatment.read(TreatmentField.MESSAGE.key(), ScalarType.TEXT),
                treatment.read(TreatmentField.OFFER.key(), OFFER),
                treatment.has(TreatmentField.LADDER.key()) ? ladder(treatment) : null,
                treatment.has(TreatmentField.SELECTORS.key()) ? selectors(treatment) : null,
                treatment.read(TreatmentField.PREFERRED_WAIT.key(), ScalarType.DURATION),
                treatment.read(TreatmentField.EFFORT.key(), ScalarType.INTEGER),
                treatment.has(TreatmentField.OVERFLOW.key()) ? overflow(treatment) : null,
                treatment.read(TreatmentField.IN_FLIGHT.key(), IN_FLIGHT));
    }

    /** The overflow rules of a treatment or a queue; empty where the key is absent. */
    static List<OverflowRuleDefinition> overflow(final MapCursor around) {
        final List<OverflowRuleDefinition> rules = new ArrayList<>();
        for (final MapCursor rule : around.maps(TreatmentField.OVERFLOW.key(), TableKeys.OVERFLOW_RULE)) {
            final MapCursor when = rule.map("when", TableKeys.OVERFLOW_WHEN);
            final String to = rule.text("to");
            rules.add(
                    when == null
                            ? new OverflowRuleDefinition(null, null, null, null, to)
                            : new OverflowRuleDefinition(
                                    when.read("wait_over", ScalarType.DURATION),
                                    when.read("depth_over", ScalarType.INTEGER),
                                    when.read("no_agents", ScalarType.BOOLEAN),
                                    when.read("closed", ScalarType.BOOLEAN),
                                    to));
        }
        return Collections.unmodifiableList(rules);
    }

    private static List<LadderStepDefinition> ladder(final MapCursor treatment) {
        final List<LadderStepDefinition> steps = new ArrayList<>();
        for (final MapCursor step : treatment.maps(TreatmentField.LADDER.key(), TableKeys.LADDER_STEP)) {
            steps.add(new LadderStepDefinition(
                    step.read("after", ScalarType.DURATION, 0L),
                    step.read("queue", ScalarType.TEXT),
                    step.read("priority", ScalarType.INTEGER),
                    step.read("script", ScalarType.TEXT),
                    step.read("offer", OFFER)));
        }
        return Collections.unmodifiableList(steps);
    }

    private static List<SelectorDefinition> selectors(final MapCursor treatment) {
        final List<SelectorDefinition> selectors = new ArrayList<>();
        for (final MapCursor selector : treatment.maps(TreatmentField.SELECTORS.key(), TableKeys.SELECTOR)) {
            selectors.add(new SelectorDefinition(
                    selector.text("key"),
                    selector.text("op"),
                    selector.text("value"),
                    selector.read("ttl", ScalarType.DURATION)));
        }
        return Collections.unmodifiableList(selectors);
    }
}
