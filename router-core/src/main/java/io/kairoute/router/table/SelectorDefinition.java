package io.kairoute.router.table;

import org.jspecify.annotations.Nullable;

/**
 * One demand on the agent.
 *
 * @param op one of {@code eq, ne, lt, le, gt, ge}
 * @param ttlMs milliseconds after which the demand is dropped; null for never
 */
public record SelectorDefinition(
        String key, String op, String value, @Nullable Long ttlMs) {}
