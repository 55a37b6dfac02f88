package io.kairoute.gateway.control.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.api.AdminRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.AgentInvoker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop that the test steps, with clocks that the test sets. */
class ControlLoopTest {
    private static final int MOST_WAITING = 1_024;

    private final List<Throwable> thrown = new ArrayList<>();
    private long wallMs = 1_800_000_000_000L;
    private long tickerMs;
    private final ControlLoop loop = new ControlLoop(
            new LoopClock(() -> Instant.ofEpochMilli(wallMs), () -> TimeUnit.MILLISECONDS.toNanos(tickerMs)));
    private final ControlProxy proxy = loop.proxy();
    private final AgentInvoker invoker = new AgentInvoker(thrown::add, null, loop);

    @BeforeEach
    void start() {
        invoker.start();
    }

    @Test
    void shouldDoWorkWhereItIsStepped() {
        final CompletableFuture<String> work = proxy.call(() -> "done");
        assertFalse(work.isDone());

        assertEquals(1, invoker.invoke());

        assertEquals("done", work.join());
        assertEquals(0, invoker.invoke());
    }

    @Test
    void shouldDoWorkInTheOrderInWhichItCame() {
        final List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final int number = i;
            final var unused = proxy.call(() -> order.add(number));
        }

        invoker.invoke();

        assertEquals(List.of(0, 1, 2), order);
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it shows in the order
    void shouldGiveWorkThatWorkBringsItsTurnAfterTheTicks() {
        final List<String> order = new ArrayList<>();
        loop.every(250, nowMs -> order.add("tick"));
        final var unused = proxy.call(() -> {
            order.add("first");
            return proxy.call(() -> order.add("second"));
        });

        invoker.invoke();
        invoker.invoke();

        assertEquals(List.of("first", "tick", "second"), order);
    }

    @Test
    void shouldTickAtOnceAndThenAsOftenAsIsAsked() {
        final AtomicInteger often = new AtomicInteger();
        final AtomicInteger rarely = new AtomicInteger();
        loop.every(250, nowMs -> often.incrementAndGet());
        loop.every(1_000, nowMs -> rarely.incrementAndGet());

        for (final int millis : new int[] {0, 249, 250, 499, 500, 750, 1_000}) {
            tickerMs = millis;
            invoker.invoke();
        }

        assertEquals(5, often.get());
        assertEquals(2, rarely.get());
    }

    @Test
    void shouldTickByTheTickerAndTellTheWallClock() {
        final List<Long> told = new ArrayList<>();
        loop.every(250, told::add);

        invoker.invoke();
        wallMs -= 3_600_000;
        tickerMs = 250;
        invoker.invoke();
        wallMs += 7_200_000;
        invoker.invoke();

        assertEquals(List.of(1_800_000_000_000L, 1_800_000_000_000L - 3_600_000), told);
    }

    @Test
    void shouldGoOnAfterAnErrorInATick() {
        final AtomicInteger ticks = new AtomicInteger();
        loop.every(1, nowMs -> {
            ticks.incrementAndGet();
            throw new StackOverflowError("made up");
        });

        for (tickerMs = 0; tickerMs < 3; tickerMs++) {
            invoker.invoke();
        }

        assertEquals(3, ticks.get());
        assertEquals(3, loop.faults());
        assertEquals(List.of(), thrown);
    }

    @Test
    void shouldKeepNoPartOfATickFromItsTurnWhereAnotherThrows() {
        final AtomicInteger parts = new AtomicInteger();
        loop.every(1, nowMs -> {
            loop.attempt(() -> {
                throw new StackOverflowError("made up");
            });
            loop.attempt(parts::incrementAndGet);
        });

        invoker.invoke();

        assertEquals(1, parts.get());
        assertEquals(1, loop.faults());
    }

    @Test
    void shouldTellACallerAboutAnErrorAndTakeTheNextWork() {
        final CompletableFuture<String> broken = proxy.call(() -> {
            throw new StackOverflowError("made up");
        });
        final CompletableFuture<String> next = proxy.call(() -> "done");

        invoker.invoke();

        assertInstanceOf(
                StackOverflowError.class,
                assertThrows(CompletionException.class, broken::join).getCause());
        assertEquals("done", next.join());
        assertEquals(1, loop.faults());
        assertEquals(List.of(), thrown);
    }

    @Test
    void shouldCountAnExceptionButNoRefusal() {
        final CompletableFuture<String> broken = proxy.call(() -> {
            throw new IllegalStateException("made up");
        });
        final CompletableFuture<String> refused = proxy.call(() -> {
            throw NotTaken.busy();
        });

        invoker.invoke();

        assertTrue(broken.isCompletedExceptionally() && refused.isCompletedExceptionally());
        assertEquals(1, loop.faults());
    }

    @Test
    void shouldKnowWhetherTheCallerIsOnIt() {
        final CompletableFuture<Boolean> inside = proxy.call(proxy::isOn);
        final CompletableFuture<Boolean> checked = proxy.call(() -> {
            proxy.check();
            return true;
        });

        invoker.invoke();

        assertTrue(inside.join());
        assertTrue(checked.join());
        assertFalse(proxy.isOn());
        assertThrows(IllegalStateException.class, proxy::check);
    }

    @Test
    void shouldRefuseAsBusyWhatDoesNotFitAndTakeWorkOnceThereIsRoom() {
        final List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < MOST_WAITING; i++) {
            final int number = i;
            waiting.add(proxy.call(() -> number));
        }

        final CompletableFuture<Integer> refused = proxy.call(() -> -1);
        invoker.invoke();
        final CompletableFuture<Integer> next = proxy.call(() -> -2);
        invoker.invoke();

        assertEquals("CONTROL_BUSY", reason(refused));
        assertEquals(MOST_WAITING - 1, waiting.get(MOST_WAITING - 1).join());
        assertEquals(-2, next.join());
    }

    @Test
    void shouldFinishWhatWaitsAndRefuseTheRestOnceItIsStopped() {
        final CompletableFuture<String> waits = proxy.call(() -> "done");

        new ControlRunner(loop).close();
        final CompletableFuture<String> late = proxy.call(() -> "late");

        assertEquals("done", waits.join());
        assertEquals("STOPPING", reason(late));
    }

    @Test
    void shouldEndByItselfOnceItIsStopped() {
        proxy.stop();

        invoker.invoke();

        assertTrue(invoker.isClosed());
        assertEquals(List.of(), thrown);
    }

    private static String reason(final CompletableFuture<?> refused) {
        final CompletionException fault = assertThrows(CompletionException.class, refused::join);
        return assertInstanceOf(AdminRefused.class, fault.getCause()).refusal().reason();
    }
}
