package io.kairoute.bench.load;

/**
 * One second of a run.
 *
 * @param second which, from 0; negative ones belong to the warm-up
 * @param sent contacts sent in it
 * @param answered answers that came in it
 * @param failed contacts that got no decision
 * @param p50Us median latency in microseconds, of the answers that came
 * @param p99Us the 99th percentile
 * @param maxUs the longest
 * @param lagUs how far the generator was behind its own plan at the end
 */
public record LoadSecond(
        int second, long sent, long answered, long failed, double p50Us, double p99Us, double maxUs, double lagUs) {}
