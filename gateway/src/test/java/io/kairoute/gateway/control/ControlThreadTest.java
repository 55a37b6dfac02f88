package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlThreadTest {
    private final ControlThread thread = new ControlThread();

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void shouldTickOnAfterAnError() throws Exception {
        final CountDownLatch ticks = new CountDownLatch(3);

        thread.every(1, () -> {
            ticks.countDown();
            throw new StackOverflowError("a tick");
        });

        assertTrue(ticks.await(30, TimeUnit.SECONDS), "ticks left: " + ticks.getCount());
    }

    @Test
    void shouldTellACallerAboutAnError() {
        final CompletableFuture<String> call = thread.call(() -> {
            throw new StackOverflowError("work");
        });

        final ExecutionException fault = assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
        assertInstanceOf(StackOverflowError.class, fault.getCause());
    }

    @Test
    void shouldTakeWorkAfterAnError() throws Exception {
        final CompletableFuture<String> first = thread.call(() -> {
            throw new OutOfMemoryError("made up");
        });

        assertEquals("done", thread.call(() -> "done").get(30, TimeUnit.SECONDS));
        assertTrue(first.isCompletedExceptionally());
    }

    @Test
    void shouldKnowWhetherTheCallerIsOnIt() throws Exception {
        assertTrue(thread.call(thread::isOn).get(30, TimeUnit.SECONDS));
        assertFalse(thread.isOn());
        assertThrows(IllegalStateException.class, thread::check);
    }

    @Test
    void shouldRefuseAsBusyWhatDoesNotFitItsQueue() throws Exception {
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<String> holding = thread.call(() -> {
            begun.countDown();
            held.await();
            return "held";
        });
        begun.await();

        CompletableFuture<String> last = holding;
        for (int i = 0; i <= 1_024; i++) {
            last = thread.call(() -> "waited");
        }

        assertTrue(last.isCompletedExceptionally());
        final CompletableFuture<String> refused = last;
        final ExecutionException fault = assertThrows(ExecutionException.class, refused::get);
        assertEquals(
                "CONTROL_BUSY",
                assertInstanceOf(ControlRefusal.class, fault.getCause())
                        .refusal()
                        .reason());
        held.countDown();
        assertEquals("held", holding.get(30, TimeUnit.SECONDS));
    }
}
