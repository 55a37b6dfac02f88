package io.kairoute.insight.statistics;

/**
 * What an effect may be, and how likely one as large is by chance alone. Immutable.
 *
 * @param interval where the effect is
 * @param p how likely chance alone brings an effect as large
 */
public record Inference(Interval interval, double p) {}
