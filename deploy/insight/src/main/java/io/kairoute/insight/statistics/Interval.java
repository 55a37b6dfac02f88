package io.kairoute.insight.statistics;

/**
 * From where to where. Immutable.
 *
 * @param lower where it begins; negative infinity where it has no beginning
 * @param upper where it ends; infinity where it has no end
 */
public record Interval(double lower, double upper) {
    /** The same way to both sides. */
    static Interval around(final double middle, final double half) {
        return new Interval(middle - half, middle + half);
    }

    /** On the sides that a test looks at. */
    static Interval around(final double middle, final double half, final Alternative alternative) {
        return new Interval(
                alternative == Alternative.LESS ? Double.NEGATIVE_INFINITY : middle - half,
                alternative == Alternative.GREATER ? Double.POSITIVE_INFINITY : middle + half);
    }
}
