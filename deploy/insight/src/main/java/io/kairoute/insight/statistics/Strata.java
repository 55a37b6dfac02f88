package io.kairoute.insight.statistics;

import io.kairoute.insight.statistics.Comparison.Adjustment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares arms stratum by stratum, and weighs the strata by their units (post-stratification).
 *
 * <p>A pool of tiers can say the reverse of every tier in it, where one arm got more of a tier than the other (Simpson). Weighed by the units of
 * both arms together, a stratum counts alike in both. The weights are drawn, too, so their part of the variance is added: those of a multinomial
 * draw around the strata's values, beside the mean of the variances within them.
 *
 * <p>A stratum in which an arm has no variance joins the largest one. Where it is known how units were before, each stratum fits one line for
 * both arms by least squares.
 */
public final class Strata {
    // A line for two outcomes by two variables leaves freedom to no fewer.
    private static final long FEWEST_FOR_LINES = 7;

    private Strata() {}

    /** Compares two arms over all their strata. */
    public static Answer<Comparison> compare(final List<Stratum> strata) {
        final Stratum whole = strata.stream().reduce(Stratum::plus).orElseThrow();
        final Answer<Comparison> pooled = Arms.compare(whole.control(), whole.treatment());
        final List<Stratum> viable = viable(strata);
        if (viable.size() == 1) {
            return pooled;
        }
        return pooled.then(found -> weighed(viable, found));
    }

    private static List<Stratum> viable(final List<Stratum> strata) {
        final List<Stratum> largestFirst = new ArrayList<>(strata);
        largestFirst.sort(Comparator.comparingLong(Stratum::units).reversed());
        final List<Stratum> viable = new ArrayList<>();
        for (final Stratum stratum : largestFirst) {
            if (viable.isEmpty() || isViable(stratum)) {
                viable.add(stratum);
            } else {
                viable.set(0, viable.get(0).plus(stratum));
            }
        }
        return viable;
    }

    private static boolean isViable(final Stratum stratum) {
        final boolean hasFreedom = stratum.control().kind() != Kind.RATIO
                || !stratum.control().isAdjustable()
                || stratum.units() >= FEWEST_FOR_LINES;
        return hasFreedom && hasVariance(stratum.control()) && hasVariance(stratum.treatment());
    }

    private static boolean hasVariance(final UnitSums sums) {
        if (sums.units() < 2 || (sums.kind() == Kind.RATIO && sums.sum(1) == 0)) {
            return false;
        }
        return Arms.arm(sums.unadjusted(), 0).variance() > 0;
    }

    private static Answer<Comparison> weighed(final List<Stratum> strata, final Comparison pooled) {
        final Weighed whole = Weighed.of(strata.stream().map(Cell::of).toList());
        final Outcome outcome = Outcome.of(strata.get(0).control().kind());
        final double[] control = whole.control();
        final double[] treatment = whole.treatment();
        final double baseline = outcome.value(control);
        final double difference = outcome.value(treatment) - baseline;
        final double[] ofControl = outcome.gradient(control);
        final double[] ofTreatment = outcome.gradient(treatment);
        final double degrees = pooled.difference().degrees();
        final long units = pooled.difference().units();
        final double variance = whole.variance(ofControl, ofTreatment, 1);
        final Answer<Effect> lift = baseline == 0
                ? Answer.none(NoAnswer.ZERO_BASELINE)
                : Effect.of(
                        difference / Math.abs(baseline),
                        whole.variance(ofControl, ofTreatment, 1 + difference / baseline) / (baseline * baseline),
                        degrees,
                        units);
        return Effect.of(difference, variance, degrees, units)
                .then(found -> Answer.of(new Comparison(
                        arm(pooled.control(), baseline, whole.variance(ofControl, ofTreatment, 1, 0)),
                        arm(pooled.treatment(), baseline + difference, whole.variance(ofControl, ofTreatment, 0, 1)),
                        Adjustment.NONE,
                        strata.size(),
                        found,
                        lift)));
    }

    private static Arm arm(final Arm pooled, final double value, final double varianceOfValue) {
        return new Arm(pooled.units(), value, pooled.unadjusted(), varianceOfValue * pooled.units());
    }
}
