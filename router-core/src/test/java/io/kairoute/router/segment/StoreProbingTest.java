package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.SegmentKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that went down comes up again without anybody's doing. */
class StoreProbingTest {
    private final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMaps.of(1_000);
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final ChronicleSegmentStore store = new ChronicleSegmentStore(map, null, new IndexBudget(0), later::add);
    private final List<String> turns = new ArrayList<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final CountDownLatch mayUnlock = new CountDownLatch(1);

    @BeforeEach
    void watch() {
        store.watchedBy((answers, cause) -> turns.add(answers ? "up" : "down: " + (cause != null)));
    }

    @AfterEach
    void close() {
        mayUnlock.countDown();
        writer.shutdownNow();
        store.close();
    }

    @Test
    void shouldAskForNothingWhileItAnswers() {
        assertEquals(SegmentLookup.FOUND, lookUp());

        assertTrue(later.isEmpty());
    }

    @Test
    void shouldBeLookedAfterUntilItsLockIsFreeAndAnswerThen() throws Exception {
        BigSegmentHeader.LOCK_TIMEOUT_SECONDS = 1;
        final Future<?> stuck = holdALock(mayUnlock);
        assertEquals(SegmentLookup.UNAVAILABLE, lookUp());
        assertEquals(SegmentLookup.UNAVAILABLE, lookUp());
        assertEquals(1, later.size(), "one look at a time is asked for");

        later.remove().run();
        assertFalse(store.isAvailable());
        assertEquals(1, later.size(), "and the next one by the one before");
        later.remove().run();
        assertEquals(List.of("down: true"), turns, "told once");
        mayUnlock.countDown();
        stuck.get();
        later.remove().run();

        assertEquals(SegmentLookup.FOUND, lookUp());
        assertEquals(List.of("down: true", "up"), turns);
        assertTrue(later.isEmpty());
    }

    @Test
    void shouldBeLookedAfterAnewWhenItGoesDownAgain() throws Exception {
        BigSegmentHeader.LOCK_TIMEOUT_SECONDS = 1;
        final CountDownLatch mayUnlockFirst = new CountDownLatch(1);
        final Future<?> first = holdALock(mayUnlockFirst);
        assertEquals(SegmentLookup.UNAVAILABLE, lookUp());
        mayUnlockFirst.countDown();
        first.get();
        later.remove().run();
        final Future<?> second = holdALock(mayUnlock);

        assertEquals(SegmentLookup.UNAVAILABLE, lookUp());
        later.remove().run();
        mayUnlock.countDown();
        second.get();
        later.remove().run();

        assertEquals(List.of("down: true", "up", "down: true", "up"), turns);
        assertEquals(SegmentLookup.FOUND, lookUp());
    }

    @Test
    void shouldBeLookedAfterNoMoreOnceItIsClosed() throws Exception {
        BigSegmentHeader.LOCK_TIMEOUT_SECONDS = 1;
        final Future<?> stuck = holdALock(mayUnlock);
        assertEquals(SegmentLookup.UNAVAILABLE, lookUp());
        mayUnlock.countDown();
        stuck.get();
        store.close();

        later.remove().run();

        assertTrue(later.isEmpty());
        assertEquals(List.of(), turns);
        assertEquals(SegmentLookup.UNAVAILABLE, lookUp());
    }

    @Test
    void shouldComeUpWithoutAnybodysDoing() throws Exception {
        BigSegmentHeader.LOCK_TIMEOUT_SECONDS = 1;
        final CountDownLatch isUp = new CountDownLatch(1);
        final Future<?> stuck = holdALock(mayUnlock);
        try (ChronicleSegmentStore shipped = new ChronicleSegmentStore(map)) {
            shipped.watchedBy((answers, cause) -> {
                if (answers) {
                    isUp.countDown();
                }
            });
            final SegmentKey key = ProfileMaps.key(new SegmentKey(), 1);
            assertEquals(SegmentLookup.UNAVAILABLE, shipped.profile(key, new ProfileFlyweight()));
            mayUnlock.countDown();
            stuck.get();

            assertTrue(isUp.await(60, TimeUnit.SECONDS), "the store is down for a minute");

            assertEquals(SegmentLookup.FOUND, shipped.profile(key, new ProfileFlyweight()));
        }
    }

    private int lookUp() {
        return store.profile(ProfileMaps.key(new SegmentKey(), 1), new ProfileFlyweight());
    }

    private Future<?> holdALock(final CountDownLatch mayEnd) throws InterruptedException {
        final CountDownLatch isLocked = new CountDownLatch(1);
        final Future<?> holder = writer.submit(() -> {
            try (ExternalMapQueryContext<SegmentKey, ProfileFlyweight, ?> context =
                    map.queryContext(ProfileMaps.key(new SegmentKey(), 1))) {
                context.writeLock().lock();
                isLocked.countDown();
                mayEnd.await();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        isLocked.await();
        return holder;
    }
}
