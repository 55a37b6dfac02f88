package io.kairoute.bench.rivals;

import io.kairoute.bench.gateway.Statistics;
import java.util.List;

/**
 * What one engine took for one table.
 *
 * @param engine which
 * @param rows how many rows the table has
 * @param isSteady whether it had become warm: three measurements in a row within 5 percent
 * @param warmUpS seconds until then, or until the time for it was over
 * @param ns nanoseconds for one decision, in each round
 */
public record RivalTiming(String engine, int rows, boolean isSteady, double warmUpS, List<Double> ns) {
    /** Copies the list. */
    public RivalTiming {
        ns = List.copyOf(ns);
    }

    /** The median over the rounds, nanoseconds for one decision. */
    public double median() {
        return Statistics.median(ns);
    }

    /** How far the rounds lie apart, as a share of their median. */
    public double spread() {
        return Statistics.spread(ns);
    }
}
