package io.kairoute.insight.statistics;

import java.util.List;

/**
 * Whether arms got the shares of units that they were to get (sample ratio mismatch). Where they did not, something sorts units by arm, and
 * nothing else that the sums say can be trusted.
 *
 * @param chiSquared how far the counts are from the expected ones
 * @param degrees the arms with a weight, less one
 * @param p how likely chance alone brings counts as far
 * @param shares the arms
 */
public record SampleRatio(double chiSquared, int degrees, double p, List<Share> shares) {
    /** Below this p there is an alarm: it is looked at again and again, so a larger one would be reached by chance. */
    public static final double USUAL_THRESHOLD = 0.001;
    /** With fewer units an arm on average there is no alarm. */
    public static final long FEWEST_UNITS = 8;

    /** Makes an immutable ratio. */
    public SampleRatio {
        shares = List.copyOf(shares);
    }

    /**
     * An arm. Immutable.
     *
     * @param units how many units it got
     * @param weight its share of the split, in whatever measure; an arm with 0 is left out
     */
    public record Split(long units, double weight) {}

    /**
     * An arm's share. Immutable.
     *
     * @param expected how many units it should have got; 0 for an arm that is left out
     * @param share the share that it got
     * @param expectedShare the share that it should have got
     */
    public record Share(double expected, double share, double expectedShare) {
        /** By how many points of a hundred it got more than it should have. */
        public double points() {
            return 100 * (share - expectedShare);
        }
    }

    /** Compares counts with weights. */
    public static Answer<SampleRatio> of(final List<Split> arms) {
        final List<Split> counted =
                arms.stream().filter(arm -> arm.weight() > 0).toList();
        final double weights = counted.stream().mapToDouble(Split::weight).sum();
        final double units = counted.stream().mapToDouble(Split::units).sum();
        if (counted.size() < 2) {
            return Answer.none(NoAnswer.ONE_ARM);
        }
        if (units == 0) {
            return Answer.none(NoAnswer.NO_UNITS);
        }
        final List<Share> shares = arms.stream()
                .map(arm -> arm.weight() > 0
                        ? new Share(arm.weight() / weights * units, arm.units() / units, arm.weight() / weights)
                        : new Share(0, 0, 0))
                .toList();
        double chiSquared = 0;
        for (int i = 0; i < arms.size(); i++) {
            final double expected = shares.get(i).expected();
            final double off = arms.get(i).units() - expected;
            chiSquared += expected > 0 ? off * off / expected : 0;
        }
        final int degrees = counted.size() - 1;
        return Answer.of(
                new SampleRatio(chiSquared, degrees, Distributions.chiSquaredAbove(chiSquared, degrees), shares));
    }

    /** Whether it is to be looked after. */
    public boolean isAlarm(final double threshold) {
        final double units = shares.stream().mapToDouble(Share::expected).sum();
        return p < threshold && units >= (double) FEWEST_UNITS * (degrees + 1);
    }
}
