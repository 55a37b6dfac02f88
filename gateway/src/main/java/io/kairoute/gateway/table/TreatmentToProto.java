package io.kairoute.gateway.table;

import static io.kairoute.gateway.table.TableToProto.set;

import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.table.v1.Ladder;
import io.kairoute.table.v1.LadderStep;
import io.kairoute.table.v1.Overflow;
import io.kairoute.table.v1.OverflowRule;
import io.kairoute.table.v1.Selector;
import io.kairoute.table.v1.Selectors;
import io.kairoute.table.v1.Treatment;
import java.util.List;
import java.util.function.Consumer;

/** Turns treatments into messages. */
final class TreatmentToProto {
    private TreatmentToProto() {}

    /** Sets a treatment that changes something. */
    static void setUnlessEmpty(final TreatmentDefinition treatment, final Consumer<Treatment> setter) {
        if (!treatment.isEmpty()) {
            setter.accept(treatment(treatment));
        }
    }

    static Treatment treatment(final TreatmentDefinition treatment) {
        final Treatment.Builder message = Treatment.newBuilder();
        set(treatment.queue(), message::setQueue);
        set(treatment.script(), message::setScript);
        set(treatment.priority(), message::setPriority);
        set(treatment.slaMs(), message::setSlaMs);
        set(treatment.message(), message::setMessage);
        set(treatment.offer(), offer -> message.setOffer(offer.key()));
        set(treatment.ladder(), steps -> {
            final Ladder.Builder ladder = Ladder.newBuilder();
            steps.forEach(step -> {
                final LadderStep.Builder part = LadderStep.newBuilder().setAfterMs(step.afterMs());
                set(step.queue(), part::setQueue);
                set(step.priority(), part::setPriority);
                set(step.script(), part::setScript);
                set(step.offer(), offer -> part.setOffer(offer.key()));
                ladder.addSteps(part);
            });
            message.setLadder(ladder);
        });
        set(treatment.selectors(), demands -> {
            final Selectors.Builder selectors = Selectors.newBuilder();
            demands.forEach(demand -> {
                final Selector.Builder part = Selector.newBuilder()
                        .setKey(demand.key())
                        .setOp(demand.op())
                        .setValue(demand.value());
                set(demand.ttlMs(), part::setTtlMs);
                selectors.addSelectors(part);
            });
            message.setSelectors(selectors);
        });
        set(treatment.preferredWaitMs(), message::setPreferredWaitMs);
        set(treatment.effort(), message::setEffort);
        set(treatment.overflow(), rules -> message.setOverflow(overflow(rules)));
        set(treatment.inFlight(), inFlight -> message.setInFlight(inFlight.key()));
        return message.build();
    }

    static Overflow overflow(final List<OverflowRuleDefinition> rules) {
        final Overflow.Builder message = Overflow.newBuilder();
        rules.forEach(rule -> {
            final OverflowRule.Builder part = OverflowRule.newBuilder().setTo(rule.to());
            set(rule.waitOverMs(), part::setWaitOverMs);
            set(rule.depthOver(), part::setDepthOver);
            set(rule.noAgents(), part::setNoAgents);
            set(rule.closed(), part::setClosed);
            message.addRules(part);
        });
        return message.build();
    }
}
