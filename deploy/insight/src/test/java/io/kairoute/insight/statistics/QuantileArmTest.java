package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.insight.statistics.QuantileArm.Clusters;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Quantiles of arms. */
final class QuantileArmTest {
    @Test
    void shouldHaveTheVarianceOfClustersThatIsPublished() {
        // growthbook/growthbook, packages/stats: two clusters with these sums.
        final Clusters clusters = new Clusters(2, new Total(10, 52), new Total(4, 10), 22);

        assertEquals(0.5625, clusters.varianceOfShare(), 1e-12);
    }

    @Test
    void shouldHaveTheVarianceThatIsPublished() {
        final QuantileArm arm =
                new QuantileArm(11054, 11054, 0.9, 7.157987489967789, 7.098780136176828, 7.217194843758751, null);

        final Comparison comparison = QuantileArm.compare(arm, arm).figures().orElseThrow();

        assertEquals(10.0864, comparison.control().variance(), 0.005);
    }

    @Test
    void shouldBelieveLessWhereValuesOfACustomerAreAlike() {
        final SplittableRandom random = new SplittableRandom(5);
        final List<double[]> customers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            // Ten calls each; all of a customer's are below the median, or none is.
            customers.add(new double[] {random.nextBoolean() ? 10 : 0, 10});
        }
        final double below = customers.stream().mapToDouble(one -> one[0]).sum();
        final Clusters clusters = new Clusters(200, new Total(below, 10 * below), new Total(2000, 20_000), 10 * below);

        final double alone = error(null);
        final double clustered = error(clusters);

        assertEquals(Math.sqrt(10), clustered / alone, 0.05);
    }

    @Test
    void shouldFloorAVarianceThatTiesMadeNextToNothing() {
        final QuantileArm tied = new QuantileArm(5000, 5000, 0.5, 3, 3, 3 + 1e-9, null);

        assertEquals(
                1e-5,
                QuantileArm.compare(tied, tied)
                        .figures()
                        .orElseThrow()
                        .control()
                        .variance());
    }

    private static double error(final @Nullable Clusters clusters) {
        final QuantileArm arm = new QuantileArm(2000, 2000, 0.5, 300, 290, 310, clusters);
        final Comparison comparison = QuantileArm.compare(arm, arm).figures().orElseThrow();
        assertTrue(comparison.difference().standardError() > 0);
        return comparison.difference().standardError();
    }
}
