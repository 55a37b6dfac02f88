package io.kairoute.insight.statistics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How likely a test finds a lift, and how many units that takes. Immutable.
 *
 * @param mean the value as it is
 * @param variance the variance of one unit's part in it
 * @param arms in how many arms units are split, alike
 * @param alpha how often a difference may be found where there is none
 * @param plannedUnits how many units two arms are planned to have, for a test that is looked at all the time; null for one that is looked
 *     at once
 */
public record Power(
        double mean,
        double variance,
        int arms,
        double alpha,
        @Nullable Double plannedUnits) {
    private static final double MOST_UNITS = 1e12;

    /** How likely a lift is found with so many units in all arms. */
    public double of(final double lift, final double units) {
        final double level = 1 + lift;
        final double standardError =
                Math.sqrt(variance * (1 + level * level) / (mean * mean) / (units / arms)) * widening(units);
        final double z = Distributions.normalQuantileAbove(alpha / 2);
        final double score = lift / standardError;
        return Distributions.normalAbove(z - score) + Distributions.normalBelow(-z - score);
    }

    /** The least lift upwards that is found with a power by so many units in all arms. */
    public Answer<Double> leastLift(final double power, final double units) {
        final double z = Distributions.normalQuantileAbove(alpha / 2) + Distributions.normalQuantileAbove(1 - power);
        final double widening = widening(units);
        final double noise = z * z * variance * widening * widening / (units / arms) / (mean * mean);
        if (noise >= 1) {
            return Answer.none(NoAnswer.TOO_FEW_UNITS);
        }
        // With x for 1 + lift: (x - 1)^2 = noise (1 + x^2), of which the greater x counts.
        final double left = 1 - noise;
        return Answer.of((1 + Math.sqrt(1 - left * left)) / left - 1);
    }

    /** The fewest units in all arms, alike in each, that find a lift with a power. */
    public Answer<Long> units(final double power, final double lift) {
        double most = 1;
        while (of(lift, most * arms) < power) {
            most *= 2;
            if (most * arms > MOST_UNITS) {
                return Answer.none(NoAnswer.TOO_SMALL_AN_EFFECT);
            }
        }
        double least = most / 2;
        while (most - least > 1) {
            final double middle = Math.floor((least + most) / 2);
            if (of(lift, middle * arms) < power) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return Answer.of((long) Math.ceil(most) * arms);
    }

    /** In which period, from 1, a power is reached where each brings so many units; none of the periods may. */
    public Optional<Integer> periods(
            final double power, final double lift, final double unitsOfPeriod, final int most) {
        for (int period = 1; period <= most; period++) {
            if (of(lift, unitsOfPeriod * period) >= power) {
                return Optional.of(period);
            }
        }
        return Optional.empty();
    }

    // By how much wider the interval of a test is that is looked at all the time.
    private double widening(final double units) {
        return plannedUnits == null
                ? 1
                : new SequentialTest(alpha, Alternative.TWO_SIDED, plannedUnits).scores(2 * units / arms)
                        / Distributions.normalQuantileAbove(alpha / 2);
    }
}
