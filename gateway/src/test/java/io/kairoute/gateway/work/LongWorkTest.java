package io.kairoute.gateway.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.api.AdminRefused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LongWorkTest {
    private static final int BLOCKS = 20;

    private final Slices slices = new Slices(1);
    private final AtomicLong nowNs = new AtomicLong(1);
    private final AtomicBoolean isUnwanted = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void shouldEndWorkWhoseTimeIsOver() {
        final LongWork work = work("bank");
        work.block();
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(601));

        assertEquals("TOO_LONG", refusal(work::block));
    }

    @Test
    void shouldEndWorkThatNobodyWants() {
        final LongWork work = work("bank");
        isUnwanted.set(true);

        assertEquals("ABANDONED", refusal(work::block));
        assertEquals("ABANDONED", refusal(() -> work.inSlices(() -> 1)), "the slice was not given back by a fault");
    }

    @Test
    void shouldGiveTheSliceBackWhateverTheWorkThrows() {
        assertThrows(AssertionError.class, () -> work("bank").inSlices(() -> {
            throw new AssertionError("a fault");
        }));
        assertThrows(AssertionError.class, () -> {
            final LongWork work = work("bank");
            work.inSlices(() -> work.aside(() -> {
                throw new AssertionError("a fault in what it waited for");
            }));
        });

        assertEquals(7, work("bank").inSlices(() -> 7));
    }

    @Test
    void shouldLetATenantHaveEverySecondSliceHoweverMuchAnotherWaits() throws Exception {
        final List<String> order = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch mayGoOn = holdSlice();
        for (int i = 0; i < 8; i++) {
            start(() -> blocks("bank", order));
        }
        awaitWaiting(8);
        start(() -> blocks("default", order));
        awaitWaiting(9);
        mayGoOn.countDown();
        join();

        assertEquals(9 * BLOCKS, order.size());
        final int lastOfDefault = order.lastIndexOf("default");
        assertTrue(lastOfDefault <= 2 * BLOCKS, () -> "the last of the other tenant came at " + lastOfDefault);
    }

    @Test
    void shouldHaveNoSliceWhileItWaits() throws Exception {
        final CountDownLatch isWaiting = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final LongWork waiter = work("bank");
        start(() -> waiter.inSlices(() -> waiter.aside(() -> {
            isWaiting.countDown();
            await(mayGoOn);
            return 1;
        })));
        await(isWaiting);

        assertEquals(7, work("default").inSlices(() -> 7));
        mayGoOn.countDown();
        join();
    }

    @Test
    void shouldLeaveTheQueueWhenNobodyWantsItAnyMore() throws Exception {
        final CountDownLatch mayGoOn = holdSlice();
        final AtomicBoolean isRefused = new AtomicBoolean();
        start(() -> isRefused.set("ABANDONED".equals(refusal(() -> work("bank").inSlices(() -> 1)))));
        awaitWaiting(1);
        isUnwanted.set(true);
        threads.get(1).join();

        assertTrue(isRefused.get());
        assertFalse(slices.isWanted());
        isUnwanted.set(false);
        mayGoOn.countDown();
        join();
        assertEquals(7, work("default").inSlices(() -> 7));
    }

    @Test
    void shouldLoseNoSliceWhenTheQuestionWhetherItIsWantedThrows() throws Exception {
        final CountDownLatch mayGoOn = holdSlice();
        final LongWork asked = LongWork.reading(
                slices,
                "bank",
                () -> {
                    if (slices.isWanted()) {
                        throw new AssertionError("asked while it waits");
                    }
                    return false;
                },
                600);

        assertThrows(AssertionError.class, () -> asked.inSlices(() -> 1));

        assertFalse(slices.isWanted());
        mayGoOn.countDown();
        join();
        assertEquals(7, work("default").inSlices(() -> 7));
    }

    @Test
    void shouldWorkOnAsManySlicesAtOnceAsThereAre() throws Exception {
        final Slices two = new Slices(2);
        final CountDownLatch areBoth = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            start(() -> LongWork.reading(two, "bank", isUnwanted::get, 600).inSlices(() -> {
                areBoth.countDown();
                await(areBoth);
                return 1;
            }));
        }
        join();
    }

    // Each block is one slice long.
    private void blocks(final String tenant, final List<String> order) {
        final AtomicLong ownNs = new AtomicLong(1);
        final LongWork work = new LongWork(slices, tenant, isUnwanted::get, 600, ownNs::get, 0);
        work.inSlices(() -> {
            for (int i = 0; i < BLOCKS; i++) {
                order.add(tenant);
                ownNs.addAndGet(Slices.SLICE_NS);
                work.block();
            }
            return 1;
        });
    }

    private LongWork work(final String tenant) {
        return new LongWork(slices, tenant, isUnwanted::get, 600, nowNs::get, 0);
    }

    private CountDownLatch holdSlice() {
        final CountDownLatch isHeld = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        start(() -> LongWork.reading(slices, "held", () -> false, 600).inSlices(() -> {
            isHeld.countDown();
            await(mayGoOn);
            return 1;
        }));
        await(isHeld);
        return mayGoOn;
    }

    private void awaitWaiting(final int count) {
        while (slices.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private void start(final Runnable work) {
        final Thread thread = new Thread(work);
        threads.add(thread);
        thread.start();
    }

    private void join() throws InterruptedException {
        for (final Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String refusal(final Runnable work) {
        return assertThrows(AdminRefused.class, work::run).refusal().reason();
    }
}
