package io.kairoute.router.table;

/**
 * A rule of stage one: signals that point to an occasion.
 *
 * @param confidenceBp basis points, 0 to 10,000
 */
public record SignalRuleDefinition(
        String id, ConditionsDefinition when, ConditionsDefinition unless, String occasion, int confidenceBp) {}
