package io.kairoute.insight.statistics;

/**
 * Welch's test: right once, at the end that was planned. Looked at every day for a month, it finds a difference in a quarter of the cases
 * where there is none. Immutable.
 *
 * @param alpha how often it may find a difference where there is none
 * @param alternative which differences it looks for
 */
public record FixedTest(double alpha, Alternative alternative) {
    /** What the test says of an effect. */
    public Inference of(final Effect effect) {
        final boolean isTwoSided = alternative == Alternative.TWO_SIDED;
        final double quantile = Distributions.studentQuantileAbove(isTwoSided ? alpha / 2 : alpha, effect.degrees());
        final double tail = Distributions.studentAbove(alternative.turned(effect.score()), effect.degrees());
        return new Inference(
                Interval.around(effect.value(), quantile * effect.standardError(), alternative),
                isTwoSided ? 2 * tail : tail);
    }
}
