package io.kairoute.gateway.now;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedWaitTest {
    private static final long LONGEST_MS = 250;

    /** Many times what all have together, and less than what each had for itself. */
    private static final long LONG_MS = 20 * LONGEST_MS;

    @Test
    void shouldWaitForAllThatAreLateNoLongerThanForOne() throws Exception {
        final Map<Integer, CompletableFuture<String>> asked = new LinkedHashMap<>();
        IntStream.range(0, 64).forEach(i -> asked.put(i, new CompletableFuture<>()));
        asked.put(64, CompletableFuture.completedFuture("in time"));
        final long startNs = System.nanoTime();

        final Map<Integer, String> answered = SharedWait.answered(asked, LONGEST_MS);

        assertEquals(Map.of(64, "in time"), answered);
        assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs) < LONG_MS);
    }

    @Test
    void shouldGiveTheOthersWhereOneFails() throws Exception {
        final CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("stopping"));
        final Map<String, CompletableFuture<String>> asked =
                Map.of("bank", failed, "shop", CompletableFuture.completedFuture("told"));

        assertEquals(Map.of("shop", "told"), SharedWait.answered(asked, LONGEST_MS));
    }
}
