package io.kairoute.bench.micro;

import io.kairoute.bench.gateway.Statistics;
import java.util.List;

/**
 * What one benchmark came to.
 *
 * @param name what the report calls it
 * @param ns nanoseconds for one call, one value for each measured iteration of every round
 * @param bytes bytes allocated for one call, as JMH's profiler sees it, one value for each round
 * @param sampled percentiles where the benchmark takes the time of single calls
 */
public record MicroResult(String name, List<Double> ns, List<Double> bytes, Percentiles sampled) {
    /** Copies the lists. */
    public MicroResult {
        ns = List.copyOf(ns);
        bytes = List.copyOf(bytes);
    }

    /** The median of the iterations. */
    public double medianNs() {
        return Statistics.median(ns);
    }

    /** How far the iterations lie apart, as a share of the median. */
    public double spread() {
        return Statistics.spread(ns);
    }

    /** The least of the rounds: what a profiler's own work adds is not the same in each. */
    public double leastBytes() {
        return bytes.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }
}
