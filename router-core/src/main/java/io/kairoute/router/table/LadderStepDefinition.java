package io.kairoute.router.table;

import io.kairoute.router.decision.Offer;
import org.jspecify.annotations.Nullable;

/**
 * One step of an escalation ladder; fields that are null stay as they are.
 *
 * @param afterMs milliseconds in the queue after which the step is taken
 */
public record LadderStepDefinition(
        long afterMs,
        @Nullable String queue,
        @Nullable Integer priority,
        @Nullable String script,
        @Nullable Offer offer) {}
