package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Arms stratum by stratum. */
final class StrataTest {
    @Test
    void shouldNotSayTheReverseOfEveryTier() {
        // Gold is helped more often, and the control got most of it; the treatment helps more in both tiers.
        final Stratum gold = new Stratum(UnitSums.share(900, 810), UnitSums.share(300, 285));
        final Stratum bronze = new Stratum(UnitSums.share(300, 90), UnitSums.share(900, 360));

        final Comparison pooled = Arms.compare(
                        gold.control().plus(bronze.control()), gold.treatment().plus(bronze.treatment()))
                .figures()
                .orElseThrow();
        final Comparison weighed =
                Strata.compare(List.of(gold, bronze)).figures().orElseThrow();

        assertTrue(pooled.difference().value() < -0.2, "the pool says the reverse");
        assertEquals(
                0.5 * (0.95 - 0.9) + 0.5 * (0.4 - 0.3), weighed.difference().value(), 1e-12);
        assertEquals(2, weighed.strata());
        assertTrue(new FixedTest(0.05, Alternative.TWO_SIDED)
                        .of(weighed.difference())
                        .p()
                < 0.001);
    }

    @Test
    void shouldCompareAsAWholeWhereThereIsOneStratum() {
        final Stratum only = new Stratum(UnitSums.share(900, 810), UnitSums.share(300, 285));

        assertEquals(
                Arms.compare(only.control(), only.treatment()).figures(),
                Strata.compare(List.of(only)).figures());
    }

    @Test
    void shouldLetAStratumWithoutVarianceJoinTheLargest() {
        final Stratum large = new Stratum(UnitSums.share(900, 810), UnitSums.share(300, 285));
        final Stratum small = new Stratum(UnitSums.share(300, 90), UnitSums.share(90, 36));
        final Stratum tiny = new Stratum(UnitSums.share(5, 5), UnitSums.share(7, 3));

        final Comparison comparison =
                Strata.compare(List.of(tiny, small, large)).figures().orElseThrow();

        assertEquals(2, comparison.strata());
        assertEquals(
                Strata.compare(List.of(large.plus(tiny), small)).figures(),
                Strata.compare(List.of(tiny, small, large)).figures());
    }

    @Test
    void shouldTakeMeansWhereBeforeSaysTheSameTwice() {
        final Total of = new Total(5, 9);
        final Total per = new Total(9, 20);
        final Products twice = new Products(4, 4, 4, 9, 9, 12);
        final Total before = new Total(8, 12);
        final UnitSums arm = UnitSums.ratio(10, of, per, before, before, twice);
        final UnitSums other = UnitSums.ratio(10, new Total(6, 10), per, before, before, twice);

        final Comparison comparison = Strata.compare(List.of(new Stratum(arm, other), new Stratum(other, other)))
                .figures()
                .orElseThrow();

        assertEquals(
                Strata.compare(List.of(
                                new Stratum(arm.unadjusted(), other.unadjusted()),
                                new Stratum(other.unadjusted(), other.unadjusted())))
                        .figures()
                        .orElseThrow()
                        .difference()
                        .value(),
                comparison.difference().value(),
                1e-12);
    }

    @Test
    void shouldSayWhyThereIsNothingToWeigh() {
        final Stratum alike = new Stratum(UnitSums.share(9, 9), UnitSums.share(9, 9));

        assertEquals(
                NoAnswer.ZERO_VARIANCE,
                Strata.compare(List.of(alike, alike)).why().orElseThrow());
    }
}
