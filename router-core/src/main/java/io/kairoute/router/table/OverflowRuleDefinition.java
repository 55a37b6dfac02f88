package io.kairoute.router.table;

import org.jspecify.annotations.Nullable;

/**
 * One way out of a queue. Every condition that is not null must hold; at least one is present.
 *
 * @param waitOverMs holds when the expected wait is strictly greater, milliseconds
 * @param depthOver holds when the depth is strictly greater
 * @param noAgents holds, where true, when no agent is available; where false, when one is
 * @param closed holds, where true, when the queue is closed; where false, when it is not
 * @param to the id of the queue to move to
 */
public record OverflowRuleDefinition(
        @Nullable Long waitOverMs,
        @Nullable Integer depthOver,
        @Nullable Boolean noAgents,
        @Nullable Boolean closed,
        String to) {}
