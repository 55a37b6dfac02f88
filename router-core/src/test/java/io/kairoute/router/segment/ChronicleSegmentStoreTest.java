package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import io.kairoute.router.key.SegmentKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChronicleSegmentStoreTest {
    private static final int KEYS = 10_000;

    private final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMaps.of(KEYS);
    private final ChronicleSegmentStore store = new ChronicleSegmentStore(map);
    private final SegmentKey key = new SegmentKey();
    private final ProfileFlyweight profile = new ProfileFlyweight();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldShowEveryEntryOnceUntilTheVisitorHasSeenEnough() {
        final BitSet shown = new BitSet();
        final AtomicInteger few = new AtomicInteger();

        final boolean isAll = store.forEachWhile((entry, of) -> {
            assertFalse(shown.get((int) entry.low()));
            assertTrue(of.isIntact());
            shown.set((int) entry.low());
            return true;
        });
        final boolean isFewAll = store.forEachWhile((entry, of) -> few.incrementAndGet() < 7);

        assertTrue(isAll);
        assertEquals(KEYS, shown.cardinality());
        assertFalse(isFewAll);
        assertEquals(7, few.get());
    }

    @Test
    void shouldHoldNoLockWhileAVisitorLooksAtAnEntry() {
        final AtomicInteger others = new AtomicInteger();

        final boolean unused = store.forEachWhile((entry, of) -> {
            try {
                final boolean all = CompletableFuture.supplyAsync(() -> store.forEachWhile((other, another) -> {
                            others.incrementAndGet();
                            return true;
                        }))
                        .get(60, TimeUnit.SECONDS);
                return !all;
            } catch (final InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError(e);
            }
        });

        assertEquals(KEYS, others.get());
    }

    @Test
    void shouldFindEveryKeyAndNoOther() {
        for (int i = 0; i < KEYS; i++) {
            final int found = store.profile(key.set(i, ~i), profile);

            assertEquals(SegmentLookup.FOUND, found);
            assertEquals(i * 100L, profile.valueCents());
        }
        assertEquals(SegmentLookup.MISSING, store.profile(key.set(KEYS, ~KEYS), profile));
        assertEquals(SegmentLookup.MISSING, store.profile(key.set(1, 1), profile));
        assertEquals(KEYS, store.keys());
    }

    @Test
    void shouldTakeADamagedRecordForAMissingOneAndCountIt() {
        profile.reset().valueCents(1).seal();
        profile.buffer().putByte(127, (byte) 1);
        map.put(key.set(-1, -1), profile);

        final int found = store.profile(key.set(-1, -1), new ProfileFlyweight());

        assertEquals(SegmentLookup.MISSING, found);
        assertEquals(1, store.damagedRecords());
        assertTrue(store.isAvailable());
    }

    @Test
    void shouldGoDownAtTheFirstTimeOutAndComeBackByAProbe() throws Exception {
        BigSegmentHeader.LOCK_TIMEOUT_SECONDS = 1;
        final CountDownLatch isLocked = new CountDownLatch(1);
        final CountDownLatch mayUnlock = new CountDownLatch(1);
        final ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            final Future<?> holder = writer.submit(() -> holdWriteLock(isLocked, mayUnlock));
            isLocked.await();

            final int first = store.profile(key.set(1, ~1), profile);
            final long start = System.nanoTime();
            final int second = store.profile(key.set(1, ~1), profile);
            final long secondNs = System.nanoTime() - start;
            final boolean stuck = store.probe(10);
            mayUnlock.countDown();
            holder.get();
            final boolean freed = store.probe(1_000);

            assertEquals(SegmentLookup.UNAVAILABLE, first);
            assertEquals(SegmentLookup.UNAVAILABLE, second);
            assertTrue(secondNs < 500_000_000, "a store that is down must not wait again: " + secondNs + " ns");
            assertFalse(stuck);
            assertTrue(freed);
            assertEquals(1, store.failures());
            assertNotNull(store.lastFailure());
            assertEquals(SegmentLookup.FOUND, store.profile(key.set(1, ~1), profile));
        } finally {
            mayUnlock.countDown();
            writer.shutdownNow();
        }
    }

    @Test
    void shouldAnswerUnavailableOnceItIsClosed() {
        store.close();

        assertEquals(SegmentLookup.UNAVAILABLE, store.profile(key.set(1, ~1), profile));
        assertFalse(store.probe(10));
        assertEquals(SegmentLookup.UNAVAILABLE, store.profile(key.set(1, ~1), profile));
    }

    @Test
    void shouldServeManyThreadsAtOnce() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            final List<Future<Integer>> counts = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                counts.add(threads.submit(this::countFound));
            }

            for (final Future<Integer> count : counts) {
                assertEquals(KEYS, count.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldAllocateNothing() {
        final int[] next = {0};

        final long found = AllocationProbe.allocatedBytes(200_000, () -> {
            final int i = next[0]++ % (2 * KEYS);
            store.profile(key.set(i, ~i), profile);
        });
        final long control = AllocationProbe.allocatedBytes(200_000, () -> {
            final int i = next[0]++ % (2 * KEYS);
            store.profile(new SegmentKey().set(i, ~i), new ProfileFlyweight());
        });

        assertEquals(0, found);
        assertTrue(control > 200_000, "the probe must see what the control allocates: " + control);
    }

    @Test
    void shouldAnswerUnavailableUntilAPendingStoreIsReady() {
        final PendingSegmentLookup pending = new PendingSegmentLookup();

        final int before = pending.profile(key.set(1, ~1), profile);
        pending.ready(store);
        final int after = pending.profile(key.set(1, ~1), profile);

        assertEquals(SegmentLookup.UNAVAILABLE, before);
        assertEquals(SegmentLookup.FOUND, after);
        assertTrue(pending.isReady());
    }

    private int countFound() {
        final SegmentKey ownKey = new SegmentKey();
        final ProfileFlyweight ownProfile = new ProfileFlyweight();
        int found = 0;
        for (int i = 0; i < KEYS; i++) {
            if (store.profile(ownKey.set(i, ~i), ownProfile) == SegmentLookup.FOUND
                    && ownProfile.valueCents() == i * 100L) {
                found++;
            }
        }
        return found;
    }

    private void holdWriteLock(final CountDownLatch isLocked, final CountDownLatch mayUnlock) {
        try (ExternalMapQueryContext<SegmentKey, ProfileFlyweight, ?> context =
                map.queryContext(new SegmentKey().set(1, ~1))) {
            context.writeLock().lock();
            isLocked.countDown();
            mayUnlock.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
