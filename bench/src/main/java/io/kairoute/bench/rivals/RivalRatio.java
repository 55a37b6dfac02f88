package io.kairoute.bench.rivals;

/**
 * How many times as long as Kairoute an engine takes.
 *
 * @param engine which
 * @param ratio the median over the rounds; in each both were measured one after the other
 * @param least the least of the rounds
 * @param most the most of the rounds
 */
public record RivalRatio(String engine, double ratio, double least, double most) {}
