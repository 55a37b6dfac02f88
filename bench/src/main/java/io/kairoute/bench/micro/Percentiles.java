package io.kairoute.bench.micro;

/**
 * What single calls took, in nanoseconds, where a benchmark takes the time of single calls: the clock's own part, some tens of
 * nanoseconds, is in each.
 *
 * @param p50 half of the calls were faster
 * @param p99 99 of 100
 * @param p999 999 of 1,000
 */
public record Percentiles(double p50, double p99, double p999) {
    /** Of a benchmark that does not take the time of single calls. */
    public static final Percentiles NONE = new Percentiles(Double.NaN, Double.NaN, Double.NaN);
}
