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
import java.util.concurrent.atomic.AtomicInteger;
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
    void shouldTickAndWorkWhereItIsStepped() {
        try (ControlThread stepped = ControlThread.stepped()) {
            final AtomicInteger ticks = new AtomicInteger();
            stepped.every(250, ticks::incrementAndGet);
            final CompletableFuture<Boolean> work = stepped.call(stepped::isOn);
            assertFalse(work.isDone());

            stepped.step(1_000);
            stepped.step(1_249);
            assertEquals(1, ticks.get());
            stepped.step(1_250);

            assertEquals(2, ticks.get());
            assertTrue(work.join());
        }
    }

    @Test
    void shouldCountWhatNobodyExpectedAndGoOn() {
        try (ControlThread stepped = ControlThread.stepped()) {
            stepped.every(1, () -> {
                throw new OutOfMemoryError("made up");
            });
            final CompletableFuture<String> work = stepped.call(() -> {
                throw new StackOverflowError("made up");
            });

            stepped.step(1);
            stepped.step(2);

            assertTrue(work.isCompletedExceptionally());
            assertEquals(3, stepped.faults());
        }
    }

    @Test
    void shouldFinishWhatWaitsAndRefuseTheRestWhenItIsClosed() {
        final ControlThread stepped = ControlThread.stepped();
        final CompletableFuture<String> waits = stepped.call(() -> "done");

        stepped.close();
        final CompletableFuture<String> late = stepped.call(() -> "late");

        assertEquals("done", waits.join());
        assertTrue(late.isCompletedExceptionally());
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

    @Test
    void shouldSayThatAChangeMayStillComeWhereItIsWaitedForInVain() {
        final CompletableFuture<String> never = new CompletableFuture<>();

        final ControlRefusal fault = assertThrows(ControlRefusal.class, () -> ControlPlane.join(never, 0));

        assertEquals("CONTROL_STUCK", fault.refusal().reason());
    }
}
