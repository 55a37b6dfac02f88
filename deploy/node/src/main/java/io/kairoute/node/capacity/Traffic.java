package io.kairoute.node.capacity;

/**
 * What comes to all nodes together.
 *
 * @param busiestPerS calls a second when most come
 * @param meanPerS calls a second over day and night
 * @param retentionDays days that decisions are kept
 */
public record Traffic(double busiestPerS, double meanPerS, int retentionDays) {
    private static final double SECONDS_OF_A_DAY = 86_400;

    /** Decisions that are kept, of all nodes. */
    double keptDecisions() {
        return meanPerS * retentionDays * SECONDS_OF_A_DAY;
    }
}
