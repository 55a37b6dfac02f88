package io.kairoute.insight.statistics;

import io.kairoute.insight.statistics.Comparison.Adjustment;
import java.util.Arrays;

/**
 * Compares two arms by the sums over their units.
 *
 * <p>Where it is known how units were before, their value before is taken off as far as it explains the value (CUPED): with one factor for both
 * arms, so that arms which do not differ before lose variance and nothing else. A lift stays one over the control's value as it was counted.
 * Variances are those of the delta method throughout: a gradient on both sides of the covariances of what a unit counts.
 */
public final class Arms {
    // A factor of a ratio below this adjusts nothing.
    private static final double LEAST_THETA = 1e-8;

    private Arms() {}

    /** Compares two arms of one metric. */
    public static Answer<Comparison> compare(final UnitSums control, final UnitSums treatment) {
        final Answer<Comparison> unadjusted = unadjusted(control.unadjusted(), treatment.unadjusted());
        if (!control.isAdjustable() || unadjusted.figures().isEmpty()) {
            return unadjusted;
        }
        final double theta = theta(control, treatment);
        if (theta == 0 || !Double.isFinite(theta)) {
            return unadjusted;
        }
        final Answer<Comparison> adjusted = compare(control, treatment, theta);
        return adjusted.figures().isEmpty()
                ? unadjusted
                : adjusted.then(found ->
                        Answer.of(withKept(found, theta, unadjusted.figures().orElseThrow())));
    }

    private static Comparison withKept(final Comparison adjusted, final double theta, final Comparison unadjusted) {
        final double kept =
                adjusted.difference().standardError() / unadjusted.difference().standardError();
        return new Comparison(
                adjusted.control(),
                adjusted.treatment(),
                new Adjustment(theta, kept * kept),
                1,
                adjusted.difference(),
                adjusted.lift());
    }

    private static Answer<Comparison> unadjusted(final UnitSums control, final UnitSums treatment) {
        if (control.units() == 0 || treatment.units() == 0) {
            return Answer.none(NoAnswer.NO_UNITS);
        }
        if (control.units() == 1 || treatment.units() == 1) {
            return Answer.none(NoAnswer.ONE_UNIT);
        }
        if (control.kind() == Kind.RATIO && (control.sum(1) == 0 || treatment.sum(1) == 0)) {
            return Answer.none(NoAnswer.ZERO_DENOMINATOR);
        }
        return compare(control, treatment, 0);
    }

    private static Answer<Comparison> compare(final UnitSums control, final UnitSums treatment, final double theta) {
        final Arm a = arm(control, theta);
        final Arm b = arm(treatment, theta);
        if (!Double.isFinite(a.variance()) || !Double.isFinite(b.variance())) {
            return Answer.none(NoAnswer.TOO_LARGE);
        }
        if (a.variance() <= 0 || b.variance() <= 0) {
            return Answer.none(NoAnswer.ZERO_VARIANCE);
        }
        final double degrees = Comparison.degrees(a, b);
        final double difference = b.value() - a.value();
        final long units = a.units() + b.units();
        final Answer<Effect> lift = a.unadjusted() == 0
                ? Answer.none(NoAnswer.ZERO_BASELINE)
                : Effect.of(
                        difference / Math.abs(a.unadjusted()),
                        varianceOfLift(control, treatment, a, b, theta),
                        degrees,
                        units);
        return Effect.of(difference, a.varianceOfValue() + b.varianceOfValue(), degrees, units)
                .then(found -> Answer.of(new Comparison(a, b, Adjustment.NONE, 1, found, lift)));
    }

    /** The value of an arm, its units compared with themselves before by a factor. */
    static Arm arm(final UnitSums sums, final double theta) {
        final double raw = Outcome.of(sums.kind()).value(means(sums, false));
        final double value =
                theta == 0 ? raw : raw - theta * Outcome.of(sums.kind()).value(means(sums, true));
        return new Arm(sums.units(), value, raw, sums.variance(gradient(sums, theta)));
    }

    private static double varianceOfLift(
            final UnitSums control, final UnitSums treatment, final Arm a, final Arm b, final double theta) {
        final double baseline = a.unadjusted();
        // Where units are compared with themselves before, a mean leans on the treatment's value as it was counted.
        final double level = control.kind() == Kind.RATIO ? baseline + b.value() - a.value() : b.unadjusted();
        final double[] ofControl = gradient(control, theta);
        for (int i = 0; i < ofControl.length; i++) {
            ofControl[i] *= i < control.outcomes() ? level / baseline : 1;
        }
        return (control.variance(ofControl) / control.units()
                        + treatment.variance(gradient(treatment, theta)) / treatment.units())
                / (baseline * baseline);
    }

    // The last half of the variables is of before, where that is known.
    private static double[] gradient(final UnitSums sums, final double theta) {
        final double[] gradient = Outcome.of(sums.kind()).gradient(means(sums, false));
        if (theta == 0) {
            return gradient;
        }
        final double[] before = Outcome.of(sums.kind()).gradient(means(sums, true));
        final double[] whole = Arrays.copyOf(gradient, sums.variables());
        for (int i = 0; i < before.length; i++) {
            whole[gradient.length + i] = -theta * before[i];
        }
        return whole;
    }

    private static double[] means(final UnitSums sums, final boolean isBefore) {
        final double[] means = new double[sums.outcomes()];
        for (int i = 0; i < means.length; i++) {
            means[i] = sums.mean(isBefore ? means.length + i : i);
        }
        return means;
    }

    /** The factor that leaves the least variance. */
    private static double theta(final UnitSums control, final UnitSums treatment) {
        if (control.kind() == Kind.RATIO) {
            final double covariance = covarianceWithBefore(control) + covarianceWithBefore(treatment);
            final double theta = covariance / (varianceBefore(control) + varianceBefore(treatment));
            return Math.abs(theta) < LEAST_THETA ? 0 : theta;
        }
        final UnitSums both = control.plus(treatment);
        final double before = both.covariance(1, 1);
        return before == 0 ? 0 : both.covariance(0, 1) / before;
    }

    private static double covarianceWithBefore(final UnitSums sums) {
        final double[] now = Outcome.RATIO.gradient(means(sums, false));
        final double[] before = Outcome.RATIO.gradient(means(sums, true));
        double covariance = 0;
        for (int i = 0; i < now.length; i++) {
            for (int j = 0; j < before.length; j++) {
                covariance += now[i] * before[j] * sums.covariance(i, now.length + j);
            }
        }
        return covariance;
    }

    private static double varianceBefore(final UnitSums sums) {
        final double[] before = Outcome.RATIO.gradient(means(sums, true));
        double variance = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before.length; j++) {
                variance += before[i] * before[j] * sums.covariance(before.length + i, before.length + j);
            }
        }
        return variance;
    }
}
