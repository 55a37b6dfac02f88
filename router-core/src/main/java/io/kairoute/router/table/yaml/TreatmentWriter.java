package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a treatment. */
final class TreatmentWriter {
    private TreatmentWriter() {}

    static YamlMap write(final TreatmentDefinition treatment) {
        final YamlMap map = new YamlMap()
                .text(TreatmentField.QUEUE.key(), treatment.queue())
                .text(TreatmentField.SCRIPT.key(), treatment.script())
                .integer(TreatmentField.PRIORITY.key(), treatment.priority())
                .duration(TreatmentField.SLA.key(), treatment.slaMs())
                .text(TreatmentField.MESSAGE.key(), treatment.message())
                .text(TreatmentField.OFFER.key(), keyOf(treatment.offer()));
        if (treatment.ladder() != null) {
            map.inline(
                    TreatmentField.LADDER.key(),
                    treatment.ladder().stream().map(TreatmentWriter::step).toList());
        }
        if (treatment.selectors() != null) {
            map.inline(
                    TreatmentField.SELECTORS.key(),
                    treatment.selectors().stream()
                            .map(TreatmentWriter::selector)
                            .toList());
        }
        map.duration(TreatmentField.PREFERRED_WAIT.key(), treatment.preferredWaitMs())
                .integer(TreatmentField.EFFORT.key(), treatment.effort());
        if (treatment.overflow() != null) {
            map.inline(TreatmentField.OVERFLOW.key(), overflow(treatment.overflow()));
        }
        return map.text(
                TreatmentField.IN_FLIGHT.key(),
                treatment.inFlight() == null ? null : treatment.inFlight().key());
    }

    /** The overflow rules of a treatment or a queue. */
    static List<YamlMap> overflow(final List<OverflowRuleDefinition> rules) {
        return rules.stream()
                .map(rule -> new YamlMap()
                        .flow(
                                "when",
                                new YamlMap()
                                        .duration("wait_over", rule.waitOverMs())
                                        .integer("depth_over", rule.depthOver())
                                        .bool("no_agents", rule.noAgents())
                                        .bool("closed", rule.closed()))
                        .text("to", rule.to()))
                .toList();
    }

    private static YamlMap step(final LadderStepDefinition step) {
        return new YamlMap()
                .duration("after", step.afterMs())
                .text("queue", step.queue())
                .integer("priority", step.priority())
                .text("script", step.script())
                .text("offer", keyOf(step.offer()));
    }

    private static YamlMap selector(final SelectorDefinition selector) {
        return new YamlMap()
                .text("key", selector.key())
                .text("op", selector.op())
                .text("value", selector.value())
                .duration("ttl", selector.ttlMs());
    }

    private static @Nullable String keyOf(final @Nullable Offer offer) {
        return offer == null ? null : offer.key();
    }
}
