package io.kairoute.bench.gateway;

import java.util.Collection;

/** Medians and spreads of a few repetitions. */
public final class Statistics {
    private Statistics() {}

    /** The median; NaN of nothing. */
    public static double median(final Collection<Double> values) {
        final double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** How far the values lie apart, as a share of their median. */
    public static double spread(final Collection<Double> values) {
        final double least =
                values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        final double most =
                values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        return (most - least) / median(values);
    }
}
