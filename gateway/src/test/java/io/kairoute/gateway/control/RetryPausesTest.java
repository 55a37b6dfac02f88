package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPausesTest {
    @Test
    void shouldGrowFromASecondToFiveMinutesAndTakeNoMoreThanATenthOff() {
        final RetryPauses pauses = new RetryPauses(new Random(1));
        long wholeMs = 1_000;

        for (int failures = 1; failures <= 1_000; failures++) {
            final long pauseMs = pauses.afterMs(failures);
            assertTrue(pauseMs <= wholeMs && pauseMs >= wholeMs - wholeMs / 10, failures + ": " + pauseMs);
            wholeMs = Math.min(300_000, wholeMs * 2);
        }
    }

    @Test
    void shouldRestAlikeWithTheSameSeed() {
        final RetryPauses one = new RetryPauses(new Random(7));
        final RetryPauses other = new RetryPauses(new Random(7));

        for (int failures = 1; failures < 20; failures++) {
            assertEquals(one.afterMs(failures), other.afterMs(failures));
        }
    }
}
