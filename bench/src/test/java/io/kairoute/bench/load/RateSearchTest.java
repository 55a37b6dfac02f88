package io.kairoute.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.ctl.connection.Target;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static final double BEARS_PER_S = 13_700;
    private static final double BOUND_US = 1_000;

    @Test
    void shouldFindTheHighestRateWithinTheBound() {
        final RateSearch search = new RateSearch(BOUND_US, RateSearchTest::server, tried -> {});

        final @Nullable LoadResult best = search.search(1_000);

        assertNotNull(best);
        assertTrue(best.plan().ratePerS() <= BEARS_PER_S, "rate " + best.plan().ratePerS());
        assertTrue(
                best.plan().ratePerS() >= BEARS_PER_S / 1.06,
                "rate " + best.plan().ratePerS());
    }

    @Test
    void shouldFindNothingWhereTheFirstRateIsTooHigh() {
        final RateSearch search = new RateSearch(BOUND_US, RateSearchTest::server, tried -> {});

        assertNull(search.search(20_000));
        assertEquals(1, search.tried().size());
    }

    @Test
    void shouldNotTakeARateThatWasNotOffered() {
        final RateSearch search =
                new RateSearch(BOUND_US, rate -> result(rate, 1, Math.min(rate, 3_000), Map.of()), tried -> {});

        final @Nullable LoadResult best = search.search(1_000);

        assertNotNull(best);
        assertTrue(best.plan().ratePerS() < 3_100, "rate " + best.plan().ratePerS());
    }

    private static LoadResult server(final double ratePerS) {
        return result(ratePerS, ratePerS <= BEARS_PER_S ? 900 : 1_100, ratePerS, Map.of());
    }

    private static LoadResult result(
            final double ratePerS, final long p99Us, final double offered, final Map<String, Long> failures) {
        final Histogram latencies = new Histogram(10_000_000_000L, 3);
        latencies.recordValueWithCount(p99Us * 1_000, 100);
        final LoadPlan plan = new LoadPlan(new Target("localhost", 1), Protocol.UNARY, 1, ratePerS, true, 1, 1, 1);
        return new LoadResult(plan, latencies, offered, offered, failures, 0, 0, List.of(), null);
    }
}
