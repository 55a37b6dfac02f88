package io.kairoute.bench.gateway;

import io.kairoute.bench.load.LoadResult;

/**
 * What calls at one rate cost.
 *
 * @param load what came of them
 * @param processorUs microseconds of processor time that the server's process used for each
 */
public record CallCost(LoadResult load, double processorUs) {
    /** Whether it says something of the server. */
    public boolean isTold() {
        return !load.isGeneratorTheLimit();
    }
}
