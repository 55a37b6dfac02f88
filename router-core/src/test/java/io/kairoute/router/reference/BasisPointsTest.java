package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BasisPointsTest {
    @ParameterizedTest
    @CsvSource({
        "5000, 5001, 2501", // 25,005,000 is half way and goes up
        "9999, 5000, 5000", // 49,995,000 likewise
        "3333, 3333, 1111", // 11,108,889
        "1, 4999, 0",
        "10000, 10000, 10000",
        "0, 10000, 0"
    })
    void shouldRoundAProductHalfUp(final int a, final int b, final int expected) {
        assertEquals(expected, BasisPoints.product(a, b));
    }
}
