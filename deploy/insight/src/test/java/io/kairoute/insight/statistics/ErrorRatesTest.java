package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often tests are wrong. Experiments whose arms are alike (A/A) are looked at 28 times, once a day; a test that is right once finds a
 * difference in more than a quarter of them, a sequence in less than one of fifty. And how often an interval of 95 % holds what it is of.
 *
 * <p>Draws come from a seed, so a run says the same each time; {@code -Dkairoute.seed} takes another one. Bounds are exact ones of the binomial
 * distribution: a right test passes them with all but one seed of a thousand.
 */
final class ErrorRatesTest {
    private static final long SEED = Long.getLong("kairoute.seed", 20_261_130);
    private static final int LOOKS = 28;
    private static final int UNITS_OF_A_LOOK = 500;
    private static final double ALPHA = 0.05;
    private static final double ONE_SEED_OF_A_THOUSAND = 0.001;

    @Test
    void shouldFindFewDifferencesThatAreNone() {
        assertRates(new Runs(400));
    }

    @Test
    @Tag("slow")
    void shouldFindFewDifferencesThatAreNoneInManyExperiments() {
        final Runs runs = new Runs(20_000);

        assertRates(runs);
        assertTrue(runs.bySequence <= 0.018 * runs.experiments, runs.toString());
        assertEquals(0.28, (double) runs.byFixed / runs.experiments, 0.02, runs.toString());
        assertEquals(ALPHA, (double) runs.byLastLook / runs.experiments, 0.006, runs.toString());
    }

    @Test
    void shouldHoldWhatAnIntervalIsOf() {
        assertCoverage(2_000);
    }

    @Test
    @Tag("slow")
    void shouldHoldWhatAnIntervalIsOfInManyExperiments() {
        coverage(20_000)
                .forEach((what, held) ->
                        assertEquals(0.95, held / 20_000.0, 0.01, what + ": " + held + ", seed " + SEED));
    }

    private static void assertRates(final Runs runs) {
        assertTrue(runs.bySequence <= most(runs.experiments, 0.018), runs.toString());
        assertTrue(runs.byFixed >= least(runs.experiments, 0.26), runs.toString());
        assertTrue(runs.byFixed <= most(runs.experiments, 0.30), runs.toString());
        assertTrue(runs.byLastLook <= most(runs.experiments, ALPHA), runs.toString());
    }

    private static void assertCoverage(final int experiments) {
        coverage(experiments).forEach((what, held) -> {
            final String said = what + ": " + held + " of " + experiments + ", seed " + SEED;
            assertTrue(held >= least(experiments, 0.94), said);
            assertTrue(held <= most(experiments, 0.96), said);
        });
    }

    private static long most(final int trials, final double rate) {
        return BinomialDistribution.of(trials, rate).inverseSurvivalProbability(ONE_SEED_OF_A_THOUSAND);
    }

    private static long least(final int trials, final double rate) {
        return BinomialDistribution.of(trials, rate).inverseCumulativeProbability(ONE_SEED_OF_A_THOUSAND);
    }

    /** Experiments whose arms are alike, and how many of them a test says something else of. */
    private static final class Runs {
        private final int experiments;
        private final long byFixed;
        private final long bySequence;
        private final long byLastLook;

        Runs(final int experiments) {
            this.experiments = experiments;
            final long[] found = LongStream.range(0, experiments)
                    .parallel()
                    .mapToObj(Runs::experiment)
                    .collect(() -> new long[3], Runs::add, Runs::add);
            byFixed = found[0];
            bySequence = found[1];
            byLastLook = found[2];
        }

        private static void add(final long[] sum, final long[] one) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }

        private static long[] experiment(final long number) {
            final SplittableRandom random = new SplittableRandom(SEED + 31 * number);
            final FixedTest fixed = new FixedTest(ALPHA, Alternative.TWO_SIDED);
            final SequentialTest sequence =
                    new SequentialTest(ALPHA, Alternative.TWO_SIDED, 2.0 * LOOKS * UNITS_OF_A_LOOK);
            final Units control = Units.of(Kind.MEAN, 1);
            final Units treatment = Units.of(Kind.MEAN, 1);
            final long[] found = new long[3];
            for (int look = 0; look < LOOKS; look++) {
                for (int i = 0; i < UNITS_OF_A_LOOK; i++) {
                    control.add(300 + 120 * Units.normal(random));
                    treatment.add(300 + 120 * Units.normal(random));
                }
                final Effect difference = Arms.compare(control.sums(), treatment.sums())
                        .figures()
                        .orElseThrow()
                        .difference();
                found[2] = fixed.of(difference).p() < ALPHA ? 1 : 0;
                found[0] = Math.max(found[0], found[2]);
                found[1] = Math.max(found[1], sequence.of(difference).p() < ALPHA ? 1 : 0);
            }
            return found;
        }

        @Override
        public String toString() {
            return experiments + " experiments, seed " + SEED + ": fixed " + byFixed + ", sequence " + bySequence
                    + ", last look alone " + byLastLook;
        }
    }

    // Customers with one to five contacts, of which the share of helped ones is the customer's own; before and after go
    // together.
    private static Map<String, Long> coverage(final int experiments) {
        final long[] held = LongStream.range(0, experiments)
                .parallel()
                .mapToObj(ErrorRatesTest::covered)
                .collect(() -> new long[4], Runs::add, Runs::add);
        return Map.of("difference", held[0], "lift", held[1], "adjusted difference", held[2], "ratio", held[3]);
    }

    private static long[] covered(final long number) {
        final SplittableRandom random = new SplittableRandom(SEED + 17 * number);
        final Comparison mean = Arms.compare(
                        means(random, 0).sums(), means(random, 2).sums())
                .figures()
                .orElseThrow();
        final Comparison adjusted = Arms.compare(
                        means2(random, 0).sums(), means2(random, 2).sums())
                .figures()
                .orElseThrow();
        final Comparison ratio = Arms.compare(
                        ratios(random, 0.6).sums(), ratios(random, 0.65).sums())
                .figures()
                .orElseThrow();
        return new long[] {
            holds(mean.difference(), 2),
            holds(mean.lift().figures().orElseThrow(), 0.2),
            holds(adjusted.difference(), 2),
            holds(ratio.difference(), 0.05)
        };
    }

    private static long holds(final Effect effect, final double truth) {
        final Interval interval =
                new FixedTest(ALPHA, Alternative.TWO_SIDED).of(effect).interval();
        return interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
    }

    private static Units means(final SplittableRandom random, final double effect) {
        final Units units = Units.of(Kind.MEAN, 1);
        for (int i = 0; i < 300; i++) {
            units.add(10 + effect + 4 * Units.normal(random));
        }
        return units;
    }

    private static Units means2(final SplittableRandom random, final double effect) {
        final Units units = Units.of(Kind.MEAN, 2);
        for (int i = 0; i < 300; i++) {
            final double before = 10 + 4 * Units.normal(random);
            units.add(before + effect + 2 * Units.normal(random), before);
        }
        return units;
    }

    private static Units ratios(final SplittableRandom random, final double share) {
        final Units units = Units.of(Kind.RATIO, 2);
        for (int i = 0; i < 600; i++) {
            final int contacts = 1 + random.nextInt(5);
            final double own = share + 0.3 * (random.nextDouble() - 0.5);
            int helped = 0;
            for (int contact = 0; contact < contacts; contact++) {
                helped += random.nextDouble() < own ? 1 : 0;
            }
            units.add(helped, contacts);
        }
        return units;
    }
}
