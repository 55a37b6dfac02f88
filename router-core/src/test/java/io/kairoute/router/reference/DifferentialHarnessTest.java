package io.kairoute.router.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DifferentialHarnessTest {
    private static final long SEED = 99;
    private static final Pattern AGAIN =
            Pattern.compile("-Dkairoute.seed=99 -Dkairoute.table=(\\d+) -Dkairoute.requests=(\\d+)");

    private final ReferenceRouter reference = new ReferenceRouter();

    @Test
    void shouldAgreeWithARouterThatIsRightWhateverItsTrace() {
        final DifferentialHarness.RouterUnderTest right =
                (scenario, request, nowMs) -> reference.route(scenario, request, nowMs).toBuilder()
                        .setTrace(Trace.newBuilder().setTruncated(true))
                        .build();

        final long compared = new DifferentialHarness(SEED, 0, 5, 20).run(right, new CoverageCounter());

        assertEquals(100, compared);
    }

    @Test
    void shouldTellAllThatIsNeededToSeeADifferenceAgain() {
        final DifferentialHarness.RouterUnderTest wrongNowAndThen = (scenario, request, nowMs) -> {
            final RouteResponse right = reference.route(scenario, request, nowMs);
            return right.getHoldout()
                    ? right.toBuilder().setPriority(101).clearExpectedWaitMs().build()
                    : right;
        };

        final AssertionError error = assertThrows(AssertionError.class, () -> new DifferentialHarness(SEED, 0, 50, 100)
                .run(wrongNowAndThen, new CoverageCounter()));
        final String message = String.valueOf(error.getMessage());
        final Matcher again = AGAIN.matcher(message);

        assertTrue(message.contains("priority"), message);
        assertTrue(message.contains("contact_id:"), message);
        assertTrue(message.contains("priority: 101"), message);
        assertTrue(again.find(), message);
        final int table = Integer.parseInt(again.group(1));
        final int requests = Integer.parseInt(again.group(2));
        assertThrows(AssertionError.class, () -> new DifferentialHarness(SEED, table, 1, requests)
                .run(wrongNowAndThen, new CoverageCounter()));
        assertEquals(
                requests - 1,
                new DifferentialHarness(SEED, table, 1, requests - 1).run(wrongNowAndThen, new CoverageCounter()));
    }
}
