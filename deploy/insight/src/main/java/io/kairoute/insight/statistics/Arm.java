package io.kairoute.insight.statistics;

/**
 * The value of one arm. Immutable.
 *
 * @param units how many units it stands on
 * @param value the value; where units are compared with themselves before, the adjusted one
 * @param unadjusted the value as it was counted
 * @param variance the variance of one unit's part in it
 */
public record Arm(long units, double value, double unadjusted, double variance) {
    /** How far the value may be off by chance. */
    public double standardError() {
        return Math.sqrt(varianceOfValue());
    }

    double varianceOfValue() {
        return variance / units;
    }
}
