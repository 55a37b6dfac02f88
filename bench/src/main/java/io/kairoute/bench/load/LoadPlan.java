package io.kairoute.bench.load;

import io.kairoute.ctl.connection.Target;

/**
 * What is to be sent.
 *
 * @param target where to
 * @param protocol how
 * @param connections over how many connections
 * @param ratePerS contacts a second
 * @param isPoisson whether gaps between contacts vary as those of independent callers do, rather than being all alike
 * @param warmupS seconds before anything counts
 * @param durationS seconds that count
 * @param seed of the gaps and of the order of contacts
 */
public record LoadPlan(
        Target target,
        Protocol protocol,
        int connections,
        double ratePerS,
        boolean isPoisson,
        int warmupS,
        int durationS,
        long seed) {

    /** The same at another rate. */
    public LoadPlan atRate(final double rate) {
        return new LoadPlan(target, protocol, connections, rate, isPoisson, warmupS, durationS, seed);
    }
}
