package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    /** The published cases of GrowthBook's hash, version 2. */
    @ParameterizedTest
    @CsvSource({
        "seed, a, 505",
        "seed, b, 2696",
        "foo, ab, 2575",
        "foo, def, 2019",
        "89123klj, 8952klfjas09ujkasdf, 1240",
        "90850943850283058242805, 123, 7516"
    })
    void shouldPutAUnitIntoTheBucketThatGrowthBookDoes(final String seed, final String unit, final int bucket) {
        assertEquals(bucket, Buckets.bucket(seed, unit));
    }
}
