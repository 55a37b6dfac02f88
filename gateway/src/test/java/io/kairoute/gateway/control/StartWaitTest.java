package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A start waits for what it needs, and says so. */
class StartWaitTest {
    private static final Duration FIRST = Duration.ofMillis(5);

    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final List<Long> told = new ArrayList<>();

    @Test
    void shouldTellHowLongItWaitsEachTimeAfterTwiceTheRest() {
        final String result = StartWait.until(done, FIRST, waited -> {
            told.add(waited.toMillis());
            if (told.size() == 4) {
                done.complete("compiled");
            }
        });

        assertEquals("compiled", result);
        assertEquals(List.of(5L, 15L, 35L, 75L), told);
    }

    @Test
    void shouldTellNothingOfWhatIsDone() {
        done.complete("compiled");

        assertEquals("compiled", StartWait.until(done, FIRST, waited -> told.add(waited.toMillis())));
        assertEquals(List.of(), told);
    }

    @Test
    void shouldFailAsWhatItWaitsForFails() {
        final IllegalArgumentException fault = new IllegalArgumentException("the table has errors");
        done.completeExceptionally(fault);

        assertSame(
                fault, assertThrows(IllegalArgumentException.class, () -> StartWait.until(done, FIRST, waited -> {})));
    }

    @Test
    void shouldGoOnWaitingWhereItIsInterruptedAndPassThatOn() {
        Thread.currentThread().interrupt();

        final String result = StartWait.until(done, FIRST, waited -> done.complete("compiled"));

        assertEquals("compiled", result);
        assertTrue(Thread.interrupted());
    }
}
