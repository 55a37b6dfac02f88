package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.DifferentialHarness;
import org.junit.jupiter.api.Test;

class DifferentialRouterTest {

    @Test
    void shouldAnswerAsTheReferenceDoesInEveryField() {
        final CoverageCounter coverage = new CoverageCounter();

        final long compared = DifferentialHarness.fromSystemProperties().run(new CompiledRouter(), coverage);

        System.out.printf("differential: %,d decisions compared in every field, 0 differences%n", compared);
        assertTrue(compared > 0);
    }
}
