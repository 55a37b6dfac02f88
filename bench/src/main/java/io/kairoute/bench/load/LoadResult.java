package io.kairoute.bench.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What came of a plan.
 *
 * @param plan the plan
 * @param latencies nanoseconds from when a contact should have been sent to its answer
 * @param offeredPerS contacts really sent a second
 * @param answeredPerS decisions a second
 * @param failures reason to how many contacts got no decision because of it
 * @param worstLagNs how far the generator fell behind its own plan
 * @param generatorShare the share of its processor that the generator used
 * @param seconds the timeline, warm-up first
 * @param endedEarly why the run ended before its time; null when it did not
 */
public record LoadResult(
        LoadPlan plan,
        Histogram latencies,
        double offeredPerS,
        double answeredPerS,
        Map<String, Long> failures,
        long worstLagNs,
        double generatorShare,
        List<LoadSecond> seconds,
        @Nullable String endedEarly) {
    /** A generator that uses more of its processor measures itself. */
    public static final double MOST_OF_A_PROCESSOR = 0.95;

    private static final double OFFERED_SHARE = 0.99;
    private static final double US = 1_000;

    /** Copies what could be changed. */
    public LoadResult {
        failures = new TreeMap<>(failures);
        seconds = List.copyOf(seconds);
    }

    /** Whether the rate asked for was really offered; when not, the latencies hold what waiting to be sent cost. */
    public boolean isOffered() {
        return offeredPerS >= plan.ratePerS() * OFFERED_SHARE;
    }

    /** Whether the generator was at the end of its own processor, so that its figures say nothing of the target. */
    public boolean isGeneratorTheLimit() {
        return generatorShare > MOST_OF_A_PROCESSOR;
    }

    /** A percentile in microseconds. */
    public double percentileUs(final double percentile) {
        return latencies.getValueAtPercentile(percentile) / US;
    }

    /** How many contacts got no decision. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}
