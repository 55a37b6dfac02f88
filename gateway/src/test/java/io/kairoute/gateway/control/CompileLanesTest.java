package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.gateway.api.AdminRefused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompileLanesTest {
    private final AtomicLong nowNs = new AtomicLong();
    private final CompileLanes lanes = new CompileLanes(nowNs::get);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        held.countDown();
        lanes.close();
    }

    @Test
    void shouldDoTheWorkOfATenantOneByOneInItsOrder() {
        final List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final List<CompletableFuture<Boolean>> works = new ArrayList<>();
        for (int i = 0; i < CompileLanes.MOST_WAITING; i++) {
            final int number = i;
            works.add(lanes.run("bank", () -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                done.add(number);
                atOnce.decrementAndGet();
                return true;
            }));
        }

        works.forEach(CompletableFuture::join);

        assertEquals(done.stream().sorted().toList(), done);
        assertEquals(CompileLanes.MOST_WAITING, done.size());
        assertEquals(1, most.get());
    }

    @Test
    void shouldTellTheEndsOfATenantInTheOrderOfItsLane() {
        for (int i = 0; i < 1_000; i++) {
            final List<String> told = Collections.synchronizedList(new ArrayList<>());
            final CompletableFuture<Boolean> first =
                    lanes.run("bank", () -> true).whenComplete((done, fault) -> told.add("first"));
            final CompletableFuture<Boolean> second =
                    lanes.run("bank", () -> true).whenComplete((done, fault) -> told.add("second"));
            second.join();
            first.join();

            assertEquals(List.of("first", "second"), told);
        }
    }

    @Test
    void shouldDoTheWorkOfOtherTenantsWhileThatOfOneDoesNotEnd() {
        final CompletableFuture<String> endless = endless("bank");

        for (int i = 0; i < 10; i++) {
            assertEquals("done", lanes.run("telco", () -> "done").join());
        }

        assertFalse(endless.isDone());
    }

    @Test
    void shouldGiveUpWorkAtItsDeadlineAndGoOnInItsLane() {
        final CompletableFuture<String> endless = endless("bank");
        final CompletableFuture<String> behind = lanes.run("bank", () -> "behind");
        nowNs.addAndGet(CompileLanes.DEADLINE_NS - 1);
        lanes.expire();
        assertFalse(endless.isDone());

        nowNs.addAndGet(1);
        lanes.expire();

        assertEquals("COMPILE_TIMEOUT", refusal(endless));
        assertEquals("behind", behind.join());
    }

    @Test
    void shouldAskTheThreadThatItGivesUpToStop() {
        final CompletableFuture<Boolean> wasAsked = new CompletableFuture<>();
        final CompletableFuture<String> endless = lanes.run("bank", () -> {
            try {
                held.await();
            } catch (final InterruptedException e) {
                wasAsked.complete(true);
            }
            return "";
        });
        nowNs.addAndGet(CompileLanes.DEADLINE_NS);

        lanes.expire();

        assertEquals(true, wasAsked.join());
        assertEquals("COMPILE_TIMEOUT", refusal(endless));
    }

    @Test
    void shouldBeginNothingWhileSoManyThreadsAreGivenUpAndDoSoOnceTheyEnd() {
        for (int i = 0; i < CompileLanes.MOST_GIVEN_UP - 1; i++) {
            final CompletableFuture<String> endless = endless("bank");
            nowNs.addAndGet(CompileLanes.DEADLINE_NS);
            lanes.expire();
            assertEquals("COMPILE_TIMEOUT", refusal(endless));
        }
        final CompletableFuture<String> last = endless("bank");
        final CompletableFuture<String> behind = lanes.run("bank", () -> "behind");
        nowNs.addAndGet(CompileLanes.DEADLINE_NS);

        lanes.expire();

        assertEquals("COMPILE_TIMEOUT", refusal(last));
        assertEquals("COMPILER_STUCK", refusal(behind));
        assertEquals("COMPILER_STUCK", refusal(lanes.run("telco", () -> "")));
        held.countDown();
        assertEquals("done", doneOnceTheyEnd());
    }

    // A thread that was given up tells nobody when it ends.
    private String doneOnceTheyEnd() {
        CompletableFuture<String> again = lanes.run("telco", () -> "done");
        while (again.isCompletedExceptionally()) {
            Thread.onSpinWait();
            again = lanes.run("telco", () -> "done");
        }
        return again.join();
    }

    @Test
    void shouldTakeNoMoreOfATenantThanMayWaitAndStillTakeThatOfAnother() {
        final CompletableFuture<String> first = endless("bank");
        for (int i = 0; i < CompileLanes.MOST_WAITING; i++) {
            final CompletableFuture<String> unused = lanes.run("bank", () -> "");
        }

        assertEquals("TOO_MANY_COMPILES", refusal(lanes.run("bank", () -> "")));
        assertEquals("telco", lanes.run("telco", () -> "telco").join());
        assertFalse(first.isDone());
    }

    @Test
    void shouldTellItsCallerOfAnErrorAndGoOn() {
        final CompletableFuture<String> broken = lanes.run("bank", () -> {
            throw new StackOverflowError("made up");
        });

        assertInstanceOf(
                StackOverflowError.class,
                assertThrows(CompletionException.class, broken::join).getCause());
        assertEquals("next", lanes.run("bank", () -> "next").join());
    }

    @Test
    void shouldTakeNothingOnceItIsClosedAndRefuseWhatWaits() {
        final CompletableFuture<String> running = endless("bank");
        final CompletableFuture<String> waiting = lanes.run("bank", () -> "");

        lanes.close();

        assertEquals("STOPPING", refusal(waiting));
        assertEquals("STOPPING", refusal(lanes.run("telco", () -> "")));
        held.countDown();
        assertEquals("ended", running.join());
    }

    /** Work that ends when the test does; it runs once this has returned. */
    private CompletableFuture<String> endless(final String tenant) {
        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<String> endless = lanes.run(tenant, () -> {
            begun.countDown();
            awaitHeld();
            return "ended";
        });
        try {
            begun.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return endless;
    }

    // Stops for nobody who asks.
    private void awaitHeld() {
        while (held.getCount() > 0) {
            try {
                held.await();
            } catch (final InterruptedException e) {
                // It goes on.
            }
        }
    }

    private static String refusal(final CompletableFuture<?> work) {
        final CompletionException refused = assertThrows(CompletionException.class, work::join);
        return assertInstanceOf(AdminRefused.class, refused.getCause())
                .refusal()
                .reason();
    }
}
