package io.kairoute.insight.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A quantile of the values of one arm, with the two order statistics between which it lies with 95 %. Immutable.
 *
 * @param values how many values there are
 * @param valuesOfBounds how many values the bounds were read from, where it was a part of them
 * @param level which quantile, as 0.9
 * @param estimate the quantile
 * @param lower its lower bound
 * @param upper its upper bound
 * @param clusters who the values come from, where somebody may have several; null where each has one
 */
public record QuantileArm(
        long values,
        long valuesOfBounds,
        double level,
        double estimate,
        double lower,
        double upper,
        @Nullable Clusters clusters) {

    private static final double TAIL_OF_BOUNDS = 0.025;
    // From so many values on, ties alone must not make a variance that is next to none.
    private static final long MANY = 100;
    private static final double LEAST_VARIANCE = 1e-5;

    /**
     * Customers with several values each. Immutable.
     *
     * @param count how many customers
     * @param below what each has at or below the quantile
     * @param all what each has in all
     * @param product the sum of the products of the two
     */
    public record Clusters(long count, Total below, Total all, double product) {
        /** The variance of the share at or below the quantile, times the customers: that of a ratio. */
        double varianceOfShare() {
            final double share = below.sum() / all.sum();
            final double left = rest(below.sum(), below.sum(), below.squares())
                    - 2 * share * rest(below.sum(), all.sum(), product)
                    + share * share * rest(all.sum(), all.sum(), all.squares());
            final double mean = all.sum() / count;
            return left / (count - 1) / (count * mean * mean);
        }

        private double rest(final double one, final double other, final double whole) {
            return whole - one * other / count;
        }
    }

    /** Compares a quantile of two arms. */
    public static Answer<Comparison> compare(final QuantileArm control, final QuantileArm treatment) {
        return control.arm().then(a -> treatment.arm().then(b -> compare(a, b)));
    }

    private static Answer<Comparison> compare(final Arm a, final Arm b) {
        final double degrees = Comparison.degrees(a, b);
        final long units = a.units() + b.units();
        final double difference = b.value() - a.value();
        final double level = b.value() / a.value();
        final Answer<Effect> lift = a.value() == 0
                ? Answer.none(NoAnswer.ZERO_BASELINE)
                : Effect.of(
                        difference / Math.abs(a.value()),
                        (b.varianceOfValue() + a.varianceOfValue() * level * level) / (a.value() * a.value()),
                        degrees,
                        units);
        return Effect.of(difference, a.varianceOfValue() + b.varianceOfValue(), degrees, units)
                .then(found -> Answer.of(new Comparison(a, b, Comparison.Adjustment.NONE, 1, found, lift)));
    }

    private Answer<Arm> arm() {
        final double z = Distributions.normalQuantileAbove(TAIL_OF_BOUNDS);
        if (values == 0) {
            return Answer.none(NoAnswer.NO_UNITS);
        }
        if (values == 1) {
            return Answer.none(NoAnswer.ONE_UNIT);
        }
        if (values <= z * z * level / (1 - level) || values <= z * z * (1 - level) / level) {
            return Answer.none(NoAnswer.TOO_FEW_FOR_QUANTILE);
        }
        if (lower == upper) {
            return Answer.none(NoAnswer.EQUAL_BOUNDS);
        }
        if (clusters != null && clusters.count() < 2) {
            return Answer.none(NoAnswer.ONE_CLUSTER);
        }
        final double width = (upper - lower) / (2 * z);
        final double alike = (double) valuesOfBounds / values * (values - 1) * width * width;
        final double variance = alike * clustering();
        if (!Double.isFinite(variance) || variance < 0) {
            return Answer.none(NoAnswer.TOO_LARGE);
        }
        return Answer.of(
                new Arm(values, estimate, estimate, values < MANY ? variance : Math.max(variance, LEAST_VARIANCE)));
    }

    // By how much values of one customer that are alike raise the variance. The bounds know nothing of customers.
    private double clustering() {
        return clusters == null ? 1 : clusters.varianceOfShare() / (level * (1 - level) / values);
    }
}
