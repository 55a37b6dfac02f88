package io.kairoute.insight.statistics;

/**
 * What one variable adds up to over the units of an arm. Immutable.
 *
 * @param sum the sum
 * @param squares the sum of the squares
 */
public record Total(double sum, double squares) {}
