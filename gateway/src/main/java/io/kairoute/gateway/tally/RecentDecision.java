package io.kairoute.gateway.tally;

/**
 * A decision that was made just now, without whom it was about. Immutable.
 *
 * @param number counts the tenant's decisions up
 * @param atMs when it was made, milliseconds since 1970
 * @param cause why it was a fallback; empty where it was none
 */
public record RecentDecision(
        long number,
        long atMs,
        String decisionId,
        String occasion,
        String band,
        String tier,
        String queue,
        int priority,
        String cause) {}
