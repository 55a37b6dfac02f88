package io.kairoute.insight.statistics;

/**
 * How far the treatment is from the control. Immutable.
 *
 * @param value the difference, or the lift, which is the difference per the size of the control's value
 * @param standardError how far the value may be off by chance
 * @param degrees the degrees of freedom of that error (Welch and Satterthwaite); infinite where the error is normal
 * @param units the units of both arms
 */
public record Effect(double value, double standardError, double degrees, long units) {
    /** An effect; none where chance or size leave nothing to compute with. */
    static Answer<Effect> of(final double value, final double variance, final double degrees, final long units) {
        if (!Double.isFinite(value) || !Double.isFinite(variance) || Double.isNaN(degrees)) {
            return Answer.none(NoAnswer.TOO_LARGE);
        }
        return variance > 0
                ? Answer.of(new Effect(value, Math.sqrt(variance), degrees, units))
                : Answer.none(NoAnswer.ZERO_VARIANCE);
    }

    /** How many standard errors the value is away from zero. */
    double score() {
        return value / standardError;
    }
}
