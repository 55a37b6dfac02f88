package io.kairoute.bench.gateway;

/**
 * One saturation of one server.
 *
 * @param server which
 * @param callsPerS calls a second
 * @param failed calls that did not end well
 * @param calls calls that were counted
 */
public record Saturation(String server, double callsPerS, long failed, long calls) {}
