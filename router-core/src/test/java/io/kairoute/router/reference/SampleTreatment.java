package io.kairoute.router.reference;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.table.InFlight;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spells a partial treatment field by field, for tests. */
final class SampleTreatment {
    private @Nullable String queue;
    private @Nullable String script;
    private @Nullable Integer priority;
    private @Nullable Long slaMs;
    private @Nullable String message;
    private @Nullable Offer offer;
    private @Nullable List<LadderStepDefinition> ladder;
    private @Nullable List<SelectorDefinition> selectors;
    private @Nullable Long preferredWaitMs;
    private @Nullable Integer effort;
    private @Nullable List<OverflowRuleDefinition> overflow;
    private @Nullable InFlight inFlight;

    static SampleTreatment treatment() {
        return new SampleTreatment();
    }

    SampleTreatment queue(final String id) {
        queue = id;
        return this;
    }

    SampleTreatment script(final String id) {
        script = id;
        return this;
    }

    SampleTreatment priority(final int number) {
        priority = number;
        return this;
    }

    SampleTreatment slaMs(final long ms) {
        slaMs = ms;
        return this;
    }

    SampleTreatment message(final String id) {
        message = id;
        return this;
    }

    SampleTreatment offer(final Offer one) {
        offer = one;
        return this;
    }

    SampleTreatment ladder(final LadderStepDefinition... steps) {
        ladder = List.of(steps);
        return this;
    }

    SampleTreatment selectors(final SelectorDefinition... demands) {
        selectors = List.of(demands);
        return this;
    }

    SampleTreatment preferredWaitMs(final long ms) {
        preferredWaitMs = ms;
        return this;
    }

    SampleTreatment effort(final int number) {
        effort = number;
        return this;
    }

    SampleTreatment overflow(final OverflowRuleDefinition... rules) {
        overflow = List.of(rules);
        return this;
    }

    SampleTreatment inFlight(final InFlight one) {
        inFlight = one;
        return this;
    }

    TreatmentDefinition build() {
        return new TreatmentDefinition(
                queue,
                script,
                priority,
                slaMs,
                message,
                offer,
                ladder,
                selectors,
                preferredWaitMs,
                effort,
                overflow,
                inFlight);
    }
}
