package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private static final long SHORT_MS = 20;

    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final Closing closing = new Closing();

    @Test
    void shouldCloseTheNewestFirst() {
        open("a", () -> {});
        open("b", () -> {});
        open("c", () -> {});

        closing.close();

        assertEquals(List.of("c", "b", "a"), closed);
        assertTrue(closing.isClean());
    }

    @Test
    void shouldCloseNothingTwice() {
        open("a", () -> {});

        closing.close();
        closing.close();

        assertEquals(List.of("a"), closed);
    }

    @Test
    void shouldCloseWhatLiesUnderAPartThatThrows() {
        final AssertionError error = new AssertionError("b");
        final IllegalStateException exception = new IllegalStateException("c");
        open("a", () -> {});
        open("b", () -> {
            throw error;
        });
        open("c", () -> {
            throw exception;
        });

        final IllegalStateException told = assertThrows(IllegalStateException.class, closing::close);

        assertEquals(List.of("c", "b", "a"), closed);
        assertEquals("parts_not_closed=[c, b]", told.getMessage());
        assertEquals(List.of(exception, error), List.of(told.getSuppressed()));
        assertFalse(closing.isClean());
    }

    @Test
    void shouldGoOnWithoutAPartThatNeverComesBack() throws Exception {
        final CountDownLatch isInterrupted = new CountDownLatch(1);
        open("a", () -> {});
        closing.open("b", () -> "b", part -> () -> never(isInterrupted), SHORT_MS);

        final IllegalStateException told = assertThrows(IllegalStateException.class, closing::close);

        assertEquals(List.of("a"), closed);
        assertEquals("parts_not_closed=[b]", told.getMessage());
        assertEquals(
                List.of(TimeoutException.class.getName() + ": part=\"b\" waited_ms=20"),
                List.of(told.getSuppressed()[0].toString()));
        assertTrue(isInterrupted.await(20, TimeUnit.SECONDS), "what is left behind was not told");
        assertFalse(closing.isClean());
    }

    @Test
    void shouldTellWhatIsNotClosedBesideWhyTheStartFailed() {
        final IllegalStateException fault = new IllegalStateException("a");
        final IllegalStateException cause = new IllegalStateException("the start");
        open("a", () -> {
            throw fault;
        });

        closing.closeAfter(cause);

        assertSame(fault, cause.getSuppressed()[0]);
    }

    @Test
    void shouldNotTakeAnOpeningThatFails() {
        open("a", () -> {});

        assertThrows(
                IllegalStateException.class,
                () -> closing.<AutoCloseable>open("b", () -> {
                    throw new IllegalStateException("b");
                }));
        closing.close();

        assertEquals(List.of("a"), closed);
    }

    @Test
    void shouldOpenNothingOnceItCloses() {
        closing.close();

        final StartException refused = assertThrows(
                StartException.class, () -> closing.open("a", () -> (AutoCloseable) () -> closed.add("a")));

        assertEquals("The node was closed while it started.", refused.getMessage());
        assertEquals(List.of(), closed);
    }

    @Test
    void shouldCloseAtOnceWhatWasBeingOpenedWhenItClosed() {
        assertThrows(
                StartException.class,
                () -> closing.open("a", () -> {
                    closing.close();
                    return (AutoCloseable) () -> closed.add("a");
                }));

        assertEquals(List.of("a"), closed);
    }

    @Test
    void shouldFinishBeforeAnInterruptIsFelt() {
        open("a", () -> {});
        open("b", () -> {});
        Thread.currentThread().interrupt();

        closing.close();

        assertTrue(Thread.interrupted());
        assertEquals(List.of("b", "a"), closed);
    }

    private void open(final String name, final AutoCloseable end) {
        closing.open(name, () -> (AutoCloseable) () -> {
            closed.add(name);
            end.close();
        });
    }

    private static void never(final CountDownLatch isInterrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (final InterruptedException e) {
            isInterrupted.countDown();
        }
    }
}
