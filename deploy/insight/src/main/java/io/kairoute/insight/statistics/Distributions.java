package io.kairoute.insight.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The distributions that figures are read from. All of them are asked for their tails, never for one minus the rest: a tail of 1e-20 would
 * be zero.
 */
final class Distributions {
    private static final ContinuousDistribution NORMAL = NormalDistribution.of(0, 1);

    private Distributions() {}

    /** How likely a standard normal value is above z. */
    static double normalAbove(final double z) {
        return NORMAL.survivalProbability(z);
    }

    /** How likely a standard normal value is below z. */
    static double normalBelow(final double z) {
        return NORMAL.cumulativeProbability(z);
    }

    /** The height of the standard normal curve at z. */
    static double normalDensity(final double z) {
        return NORMAL.density(z);
    }

    /** The standard normal value that the given probability lies above. */
    static double normalQuantileAbove(final double probability) {
        return NORMAL.inverseSurvivalProbability(probability);
    }

    /** How likely a value of Student's t is above t. */
    static double studentAbove(final double t, final double degrees) {
        return student(degrees).survivalProbability(t);
    }

    /** The value of Student's t that the given probability lies above. */
    static double studentQuantileAbove(final double probability, final double degrees) {
        return student(degrees).inverseSurvivalProbability(probability);
    }

    private static ContinuousDistribution student(final double degrees) {
        return degrees == Double.POSITIVE_INFINITY ? NORMAL : TDistribution.of(degrees);
    }

    /** How likely a chi-squared value is above x. */
    static double chiSquaredAbove(final double x, final double degrees) {
        return ChiSquaredDistribution.of(degrees).survivalProbability(x);
    }
}
