package io.kairoute.bench.report;

import io.kairoute.bench.rivals.RivalExtent;
import java.util.List;

/**
 * How much a run measures.
 *
 * @param profiles customers in the set that the main comparison uses
 * @param turnCustomers customers in the set over which decisions and bare lookups take turns
 * @param warmups seconds of warm-up in each JVM
 * @param iterations measured seconds in each JVM
 * @param rounds rounds of the main comparison
 * @param profileScale sizes of set for the scale table
 * @param ruleScale sizes of table for the scale table
 * @param rivals how much of the rivals
 * @param gatewayRounds how often each server is saturated
 * @param gatewaySeconds how long
 */
public record Extent(
        long profiles,
        long turnCustomers,
        int warmups,
        int iterations,
        int rounds,
        List<Long> profileScale,
        List<Integer> ruleScale,
        RivalExtent rivals,
        int gatewayRounds,
        int gatewaySeconds) {
    /** Copies the lists. */
    public Extent {
        profileScale = List.copyOf(profileScale);
        ruleScale = List.copyOf(ruleScale);
    }

    /** Every figure, in under a quarter of an hour on two quiet cores. */
    public static final Extent QUICK = new Extent(
            1_000_000,
            10_000_000,
            2,
            2,
            3,
            List.of(10_000L, 100_000L),
            List.of(10, 100, 4_096),
            new RivalExtent(List.of(100, 1_000), 5, 500, 30),
            3,
            3);

    /** Every figure at the sizes that are claimed. */
    public static final Extent FULL = new Extent(
            10_000_000,
            10_000_000,
            5,
            5,
            5,
            List.of(10_000L, 100_000L, 1_000_000L),
            List.of(10, 100, 4_096),
            new RivalExtent(List.of(10, 100, 1_000, 4_000), 9, 2_000, 120),
            5,
            5);

    /** As long as it takes to see that all of it runs; its figures mean nothing. */
    public static final Extent TRIAL = new Extent(
            10_000,
            10_000,
            1,
            1,
            1,
            List.of(1_000L),
            List.of(10),
            new RivalExtent(List.of(100, 1_000), 1, 20, 1),
            1,
            1);

    /** The same with another number of customers wherever two things are compared. */
    public Extent withProfiles(final long customers) {
        return new Extent(
                customers,
                customers,
                warmups,
                iterations,
                rounds,
                profileScale,
                ruleScale,
                rivals,
                gatewayRounds,
                gatewaySeconds);
    }
}
