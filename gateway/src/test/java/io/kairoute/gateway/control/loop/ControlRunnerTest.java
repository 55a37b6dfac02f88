package io.kairoute.gateway.control.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop on a thread of its own, which parks for an hour where nobody wakes it: a wake-up that is lost fails a test. */
class ControlRunnerTest {
    private static final long MOST_WAIT_S = 60;

    private final ControlLoop loop =
            new ControlLoop(LoopClock.of(InstantSource.system()), new WokenIdle(TimeUnit.HOURS.toNanos(1)));
    private final ControlProxy proxy = loop.proxy();
    private final ControlRunner runner = new ControlRunner(loop);

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void shouldWakeForEachPieceOfWork() throws Exception {
        runner.start();

        for (int i = 0; i < 20_000; i++) {
            final int number = i;
            assertEquals(number, proxy.call(() -> number).get(MOST_WAIT_S, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldWakeForWorkOfManyCallersAtOnce() throws Exception {
        runner.start();
        final int callers = 4;
        final int each = 5_000;
        final List<CompletableFuture<Integer>> done = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            done.add(CompletableFuture.supplyAsync(() -> {
                int sum = 0;
                for (int j = 0; j < each; j++) {
                    sum += proxy.call(() -> 1)
                            .orTimeout(MOST_WAIT_S, TimeUnit.SECONDS)
                            .join();
                }
                return sum;
            }));
        }

        for (final CompletableFuture<Integer> sum : done) {
            assertEquals(each, sum.get(MOST_WAIT_S * 2, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldTickOnAndWorkOnAfterErrors() throws Exception {
        final CountDownLatch ticks = new CountDownLatch(3);
        loop.every(0, nowMs -> {
            ticks.countDown();
            throw new StackOverflowError("a tick");
        });
        runner.start();

        for (int i = 0; i < 3; i++) {
            final CompletableFuture<String> broken = proxy.call(() -> {
                throw new OutOfMemoryError("made up");
            });
            assertEquals(
                    "", broken.handle((done, fault) -> done == null ? "" : done).get(MOST_WAIT_S, TimeUnit.SECONDS));
        }

        assertTrue(ticks.await(MOST_WAIT_S, TimeUnit.SECONDS), "ticks left: " + ticks.getCount());
        assertEquals("done", proxy.call(() -> "done").get(MOST_WAIT_S, TimeUnit.SECONDS));
    }

    @Test
    void shouldGoOnAfterAnInterruptAndCountIt() throws Exception {
        runner.start();
        final Thread thread = proxy.call(Thread::currentThread).get(MOST_WAIT_S, TimeUnit.SECONDS);

        for (int i = 0; i < 1_000; i++) {
            thread.interrupt();
        }

        assertEquals("done", proxy.call(() -> "done").get(MOST_WAIT_S, TimeUnit.SECONDS));
        assertEquals(1_000, loop.faults());
        assertTrue(thread.isAlive());
    }

    @Test
    void shouldGoOnAfterWorkThatInterruptsItsOwnThread() throws Exception {
        runner.start();

        final boolean isInterrupted = proxy.call(() -> {
                    Thread.currentThread().interrupt();
                    return Thread.currentThread().isInterrupted();
                })
                .get(MOST_WAIT_S, TimeUnit.SECONDS);

        assertFalse(isInterrupted);
        assertEquals("done", proxy.call(() -> "done").get(MOST_WAIT_S, TimeUnit.SECONDS));
    }

    @Test
    void shouldFinishWhatWaitsOnItsOwnThreadWhenItIsClosed() throws Exception {
        runner.start();
        final CountDownLatch isRunning = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        final CompletableFuture<Thread> first = proxy.call(() -> {
            isRunning.countDown();
            mayEnd.await();
            return Thread.currentThread();
        });
        isRunning.await();
        final CompletableFuture<Thread> waits = proxy.call(Thread::currentThread);
        final CompletableFuture<Void> closing = CompletableFuture.runAsync(runner::close);
        mayEnd.countDown();

        closing.get(MOST_WAIT_S, TimeUnit.SECONDS);

        assertEquals(first.join(), waits.join());
        assertFalse(first.join().isAlive());
        assertEquals("kairoute-control", first.join().getName());
        assertTrue(proxy.call(() -> "late").isCompletedExceptionally());
    }

    /** Why the loop lets no error out: the library's runner ends with the first one. */
    @Test
    void shouldKnowThatTheLibraryEndsALoopAtAnError() throws Exception {
        final AtomicReference<Throwable> told = new AtomicReference<>();
        final AgentRunner bare = new AgentRunner(new SleepingMillisIdleStrategy(1), told::set, null, new Agent() {
            @Override
            public int doWork() {
                throw new StackOverflowError("made up");
            }

            @Override
            public String roleName() {
                return "bare";
            }
        });
        final Thread thread = AgentRunner.startOnThread(bare, task -> {
            final Thread quiet = new Thread(task);
            quiet.setUncaughtExceptionHandler((dying, error) -> {});
            return quiet;
        });

        thread.join(TimeUnit.SECONDS.toMillis(MOST_WAIT_S));

        assertFalse(thread.isAlive());
        assertEquals("made up", told.get().getMessage());
        assertNull(told.get().getCause());
    }
}
