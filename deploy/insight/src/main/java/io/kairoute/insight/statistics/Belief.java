package io.kairoute.insight.statistics;

/**
 * What is believed of an effect once it was seen: a normal curve, by which decisions can be weighed (Bayes). Immutable.
 *
 * @param mean the most likely effect
 * @param deviation the curve's standard deviation
 */
public record Belief(double mean, double deviation) {

    /**
     * What was believed of the lift before: a normal curve. Immutable.
     *
     * @param mean the lift that was likely
     * @param deviation the curve's standard deviation; infinite where nothing was believed
     */
    public record Prior(double mean, double deviation) {
        /** Nothing was believed. */
        public static final Prior FLAT = new Prior(0, Double.POSITIVE_INFINITY);

        /** Whether nothing was believed. */
        public boolean isFlat() {
            return deviation == Double.POSITIVE_INFINITY;
        }

        /** The same belief as one of the difference, which is the lift times the size of the control's value. */
        public Prior ofDifference(final double baseline) {
            return isFlat() ? this : new Prior(mean * Math.abs(baseline), deviation * Math.abs(baseline));
        }
    }

    /** What is believed of an effect after all; both are weighed by their precision. */
    public static Belief of(final Effect effect, final Prior prior) {
        final double seen = 1 / (effect.standardError() * effect.standardError());
        final double before = 1 / (prior.deviation() * prior.deviation());
        return new Belief(
                (effect.value() * seen + prior.mean() * before) / (seen + before), Math.sqrt(1 / (seen + before)));
    }

    /** Where the effect is with a probability of 1 - alpha. */
    public Interval interval(final double alpha) {
        return Interval.around(mean, Distributions.normalQuantileAbove(alpha / 2) * deviation);
    }

    /** How likely the effect is above zero. */
    public double above() {
        return Distributions.normalBelow(mean / deviation);
    }

    /** What is lost on average, over all that is believed, by whoever takes the treatment where more is better. */
    public double lossByTreatment() {
        final double score = mean / deviation;
        return deviation * Distributions.normalDensity(score) - mean * Distributions.normalAbove(score);
    }

    /** The same by whoever stays with the control. */
    public double lossByControl() {
        return new Belief(-mean, deviation).lossByTreatment();
    }
}
