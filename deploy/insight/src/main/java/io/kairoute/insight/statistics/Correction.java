package io.kairoute.insight.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Corrects for looking at many things at once: of twenty metrics that did not move, one moves at 5 %. */
public enum Correction {
    /** Holm: at most alpha that even one of the metrics that are said to have moved did not. */
    HOLM {
        @Override
        public double[] correct(final double... p) {
            final int[] order = ascending(p);
            final double[] corrected = new double[p.length];
            double least = 0;
            for (int rank = 0; rank < order.length; rank++) {
                least = Math.max(least, Math.min(1, p[order[rank]] * (order.length - rank)));
                corrected[order[rank]] = least;
            }
            return corrected;
        }
    },
    /** Benjamini and Hochberg: of the metrics that are said to have moved, at most a share of alpha did not. */
    BENJAMINI_HOCHBERG {
        @Override
        public double[] correct(final double... p) {
            final int[] order = ascending(p);
            final double[] corrected = new double[p.length];
            double most = 1;
            for (int rank = order.length; rank > 0; rank--) {
                most = Math.min(most, p[order[rank - 1]] * order.length / rank);
                corrected[order[rank - 1]] = most;
            }
            return corrected;
        }
    };

    /** The corrected p of each, in the order of the given ones. */
    public abstract double[] correct(double... p);

    /** The interval of an estimate that fits its corrected p; none where that is 1. */
    public static Answer<Interval> interval(final double estimate, final double corrected, final double alpha) {
        if (corrected >= 1) {
            return Answer.none(NoAnswer.NOTHING_LEFT);
        }
        final double score = Distributions.normalQuantileAbove(corrected / 2);
        return Answer.of(
                Interval.around(estimate, Distributions.normalQuantileAbove(alpha / 2) * Math.abs(estimate) / score));
    }

    private static int[] ascending(final double... p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
