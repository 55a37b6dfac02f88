package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorCoverageTest {
    private static final long SEED = 20_261_121;
    private static final int MORE_THAN_A_HUNDRED = 101;

    @Test
    void shouldReachEveryKeyAnswerAndBranchMoreThanAHundredTimes() {
        final CoverageCounter coverage = new CoverageCounter();

        final long decisions = new DifferentialHarness(SEED, 0, 500, 400).survey(coverage);

        System.out.println("What " + decisions + " decisions of seed " + SEED + " reached:\n" + coverage.report());
        assertEquals(200_000, decisions);
        assertEquals(List.of(), coverage.seenLessThan(MORE_THAN_A_HUNDRED), "seed=" + SEED);
    }
}
