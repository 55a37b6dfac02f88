package io.kairoute.bench.decision;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A benchmark that measures nothing is a defect: what it measures must be the decision that it says. */
class RuleCountBenchmarkTest {

    @Test
    void shouldMatchOneRuleOfEachKindWhereverItStands() {
        for (final int rules : new int[] {10, 100}) {
            for (final String position : new String[] {"first", "middle", "last"}) {
                final RuleCountBenchmark benchmark = new RuleCountBenchmark(rules, position);

                benchmark.setUp();

                assertTrue(benchmark.route() > 0);
            }
        }
    }
}
