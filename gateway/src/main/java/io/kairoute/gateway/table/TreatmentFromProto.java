package io.kairoute.gateway.table;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.table.v1.LadderStep;
import io.kairoute.table.v1.Overflow;
import io.kairoute.table.v1.Treatment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns messages into treatments. */
final class TreatmentFromProto {
    private final ProtoTexts texts;

    TreatmentFromProto(final ProtoTexts texts) {
        this.texts = texts;
    }

    TreatmentDefinition treatment(final TablePath path, final Treatment message) {
        return new TreatmentDefinition(
                message.hasQueue() ? message.getQueue() : null,
                message.hasScript() ? message.getScript() : null,
                message.hasPriority() ? message.getPriority() : null,
                message.hasSlaMs() ? message.getSlaMs() : null,
                message.hasMessage() ? message.getMessage() : null,
                message.hasOffer() ? offer(path.key(TreatmentField.OFFER.key()), message.getOffer()) : null,
                message.hasLadder()
                        ? ladder(
                                path.key(TreatmentField.LADDER.key()),
                                message.getLadder().getStepsList())
                        : null,
                message.hasSelectors() ? selectors(message) : null,
                message.hasPreferredWaitMs() ? message.getPreferredWaitMs() : null,
                message.hasEffort() ? message.getEffort() : null,
                message.hasOverflow() ? overflow(message.getOverflow()) : null,
                message.hasInFlight()
                        ? texts.choice(
                                path.key(TreatmentField.IN_FLIGHT.key()),
                                message.getInFlight(),
                                InFlight.values(),
                                InFlight::key)
                        : null);
    }

    static List<OverflowRuleDefinition> overflow(final Overflow message) {
        return message.getRulesList().stream()
                .map(rule -> new OverflowRuleDefinition(
                        rule.hasWaitOverMs() ? rule.getWaitOverMs() : null,
                        rule.hasDepthOver() ? rule.getDepthOver() : null,
                        rule.hasNoAgents() ? rule.getNoAgents() : null,
                        rule.hasClosed() ? rule.getClosed() : null,
                        rule.getTo()))
                .toList();
    }

    private @Nullable Offer offer(final TablePath path, final String text) {
        return texts.choice(path, text, Offer.values(), Offer::key);
    }

    private List<LadderStepDefinition> ladder(final TablePath path, final List<LadderStep> steps) {
        final List<LadderStepDefinition> ladder = new ArrayList<>();
        for (final LadderStep step : steps) {
            ladder.add(new LadderStepDefinition(
                    step.getAfterMs(),
                    step.hasQueue() ? step.getQueue() : null,
                    step.hasPriority() ? step.getPriority() : null,
                    step.hasScript() ? step.getScript() : null,
                    step.hasOffer() ? offer(path.item(ladder.size()).key("offer"), step.getOffer()) : null));
        }
        return ladder;
    }

    private static List<SelectorDefinition> selectors(final Treatment message) {
        return message.getSelectors().getSelectorsList().stream()
                .map(selector -> new SelectorDefinition(
                        selector.getKey(),
                        selector.getOp(),
                        selector.getValue(),
                        selector.hasTtlMs() ? selector.getTtlMs() : null))
                .toList();
    }
}
