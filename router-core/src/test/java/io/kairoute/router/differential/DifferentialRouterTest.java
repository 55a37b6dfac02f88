package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.DifferentialHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferentialRouterTest {
    /** What a run must compare before it may claim that it reached everything. */
    private static final long WHOLE_RUN = 200_000;

    private static final int MORE_THAN_A_HUNDRED = 101;

    @Test
    void shouldAnswerAsTheReferenceDoesInEveryFieldAndReachEverything() {
        final CoverageCounter coverage = new CoverageCounter();

        final long compared = DifferentialHarness.fromSystemProperties().run(new CompiledRouter(), coverage);

        System.out.printf("differential: %,d decisions compared in every field, 0 differences%n", compared);
        System.out.println("what they reached, and how often:\n" + coverage.report());
        assertTrue(compared > 0);
        if (compared >= WHOLE_RUN) {
            assertEquals(List.of(), coverage.seenLessThan(MORE_THAN_A_HUNDRED));
        }
    }
}
