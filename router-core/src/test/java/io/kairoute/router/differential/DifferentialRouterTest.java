package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.DifferentialHarness;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The router over the store that it ships with, held against a reference that shares no code with either. */
class DifferentialRouterTest {
    /** What a run must compare before it may claim that it reached everything. */
    private static final long WHOLE_RUN = 200_000;

    private static final long WHOLE_RUN_AT_THE_LIMITS = 20_000;

    private static final int MORE_THAN_A_HUNDRED = 101;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldAnswerAsTheReferenceDoesInEveryFieldAndReachEverything() {
        final CoverageCounter coverage = new CoverageCounter();

        final long usual;
        final long atTheLimits;
        try (StoredSegments stored = new StoredSegments(directory)) {
            final CompiledRouter underTest = new CompiledRouter(stored);
            usual = DifferentialHarness.fromSystemProperties().run(underTest, coverage);
            atTheLimits = DifferentialHarness.atTheLimitsFromSystemProperties().run(underTest, coverage);
        }

        System.out.printf(
                "differential: %,d decisions compared in every field, %,d of them at the limits, 0 differences%n",
                usual + atTheLimits, atTheLimits);
        System.out.println("what they reached, and how often:\n" + coverage.report());
        assertTrue(usual + atTheLimits > 0);
        if (usual >= WHOLE_RUN && atTheLimits >= WHOLE_RUN_AT_THE_LIMITS) {
            assertEquals(List.of(), coverage.seenLessThan(MORE_THAN_A_HUNDRED));
        }
    }
}
