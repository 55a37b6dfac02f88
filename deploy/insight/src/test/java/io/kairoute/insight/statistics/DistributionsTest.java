package io.kairoute.insight.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Distributions against mpmath 1.2.1 with 60 digits: erfc(z / sqrt(2)) / 2 for the normal one, half of the regularized betainc(df / 2, 1 / 2, 0,
 * df / (df + t t)) for t, the regularized gammainc(df / 2, x / 2, inf) for chi-squared, and quantiles by 200 halvings of those.
 */
final class DistributionsTest {
    private static final double DIGITS = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "-3, 0.99865010196836990547",
        "0.5, 0.30853753872598689636",
        "1.9599639845400545, 0.024999999999999984543",
        "4, 3.1671241833119921254e-5",
        "10, 7.619853024160526066e-24",
        "21.273453560965, 1.0000000000069140546e-100",
        "37, 5.7255712225245768227e-300"
    })
    void shouldKnowTheTailOfTheNormalDistribution(final double z, final double tail) {
        assertEquals(1, Distributions.normalAbove(z) / tail, DIGITS);
        assertEquals(1, Distributions.normalBelow(-z) / tail, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({
        "-2, 7, 0.95719033571851196162",
        "0.25, 1, 0.42202086962263067454",
        "1.96, 1, 0.15017144588801657235",
        "3, 2.5, 0.036288047774515921947",
        "2.5, 30, 9.0578245340333470509e-3",
        "12, 58.25, 1.1028885745621270372e-17",
        "21.5, 6123.4, 3.2747862930650500282e-99",
        "2000, 30, 9.6516731623644480375e-79",
        "1e6, 16, 4.2172415994901823488e-88",
        "40, 100, 1.2310538010700354086e-63",
        "1866.1936671671573145, 40, 1e-100"
    })
    void shouldKnowTheTailOfStudentsDistribution(final double t, final double degrees, final double tail) {
        assertEquals(1, Distributions.studentAbove(t, degrees) / tail, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3, 1, 0.58388242077036517169",
        "3.841458820694124, 1, 0.050000000000000058397",
        "30, 2, 3.0590232050182578837e-7",
        "460, 1, 4.8071897649703581301e-102",
        "470, 2, 8.7256291850370100125e-103",
        "500, 9, 5.7494139030446886997e-102",
        "900, 200, 2.3608990755064563354e-89",
        "55, 19, 2.3243714252666435958e-5"
    })
    void shouldKnowTheTailOfChiSquared(final double x, final double degrees, final double tail) {
        assertEquals(1, Distributions.chiSquaredAbove(x, degrees) / tail, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({
        "0.025, 1.9599639845400542355",
        "0.4, 0.2533471031357997988",
        "1e-6, 4.7534243088228989482",
        "1e-20, 9.2623400897984075737",
        "1e-100, 21.273453560965324295"
    })
    void shouldKnowWhatATailOfTheNormalDistributionLiesAbove(final double tail, final double z) {
        assertEquals(1, Distributions.normalQuantileAbove(tail) / z, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({
        "0.025, 7, 2.3646242515927853417",
        "0.025, 2.5, 3.5746548420036832185",
        "0.05, 58.25, 1.6714363262866583027",
        "0.025, 6123.4, 1.9603514706155967661",
        "0.1, 1, 3.0776835371752534026",
        "1e-10, 30, 9.3774897804071431961",
        "1e-100, 40, 1866.1936671671573145"
    })
    void shouldKnowWhatATailOfStudentsDistributionLiesAbove(final double tail, final double degrees, final double t) {
        assertEquals(1, Distributions.studentQuantileAbove(tail, degrees) / t, DIGITS);
    }
}
