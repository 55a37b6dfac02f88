package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import io.kairoute.router.key.SegmentKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.openhft.chronicle.map.ChronicleMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileIndexTest {
    private static final int KEYS = 20_000;
    private static final long SEED = 42;
    private static final int READERS = 2;
    private static final UnsafeBuffer AGENT = new UnsafeBuffer("agent-7".getBytes(StandardCharsets.UTF_8));

    private final SegmentKey key = new SegmentKey();
    private final ProfileFlyweight found = new ProfileFlyweight();

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each test
    private ChronicleMap<SegmentKey, ProfileFlyweight> map;

    @BeforeEach
    void load() throws Exception {
        file = directory.resolve("profiles.map");
        map = ChronicleMap.of(SegmentKey.class, ProfileFlyweight.class)
                .entries(2 * KEYS)
                .keyReaderAndDataAccess(new SegmentKeyReader(), new SegmentKeyAccess())
                .valueMarshaller(new ProfileMarshaller())
                .constantKeySizeBySample(new SegmentKey())
                .constantValueSizeBySample(new ProfileFlyweight())
                .createPersistedTo(file.toFile());
        final ProfileFlyweight profile = new ProfileFlyweight();
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            key.set(random.nextLong(), random.nextLong());
            map.put(key, fill(profile, i, key).seal());
        }
    }

    // Each second is found by its canonical key, each third has a risk, each fifth an agent.
    private static ProfileFlyweight fill(final ProfileFlyweight profile, final int i, final SegmentKey key) {
        profile.reset()
                .valueCents(i)
                .tenureMonths(i % 100)
                .ordinal(ProfileAttribute.TIER, i % 256)
                .ordinal(ProfileAttribute.LANGUAGE, i % 7)
                .ordinal(ProfileAttribute.PREFERRED_CHANNEL, i % 5)
                .consent(i % 4)
                .canonical(i % 2 == 0 ? key.low() : i, i % 2 == 0 ? key.high() : i);
        if (i % 3 == 0) {
            profile.addRisk(1 + i % 255);
        }
        if (i % 5 == 0) {
            profile.preferredAgent(AGENT, 0, AGENT.capacity());
        }
        return profile;
    }

    @AfterEach
    void close() {
        map.close();
    }

    @Test
    void shouldFindEveryKeyWithItsOwnRecord() throws Exception {
        final ProfileIndex index = indexed();

        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            assertTrue(index.record(key.set(random.nextLong(), random.nextLong()), found));
            assertTrue(found.isIntact());
            assertEquals(i, found.valueCents());
        }
    }

    @Test
    void shouldHoldAllThatADecisionReadsOfACustomerWithoutRisksAndAgent() throws Exception {
        final ProfileIndex index = indexed();

        final ProfileFlyweight whole = new ProfileFlyweight();
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            found.buffer().setMemory(0, ProfileFlyweight.LENGTH, (byte) -1); // what the customer before left there
            final boolean isLean = index.profile(key.set(random.nextLong(), random.nextLong()), found);

            assertEquals(i % 2 == 0 && i % 3 != 0 && i % 5 != 0, isLean);
            if (isLean) {
                fill(whole, i, key).valueCents(0).tenureMonths(0);
                assertArrayEquals(whole.bytes(), found.bytes());
            }
        }
    }

    @Test
    void shouldLeaveADamagedRecordToWhoeverChecksIt() throws Exception {
        final ProfileFlyweight damaged = new ProfileFlyweight().canonical(1, 2).seal();
        damaged.consent(1);
        map.put(key.set(1, 2), damaged);

        final ProfileIndex index = indexed();

        assertFalse(index.profile(key, found));
        assertTrue(index.record(key, found));
        assertFalse(found.isIntact());
    }

    @Test
    void shouldMissKeysThatTheMapDoesNotHold() throws Exception {
        final ProfileIndex index = indexed();

        final SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < KEYS; i++) {
            assertFalse(index.record(key.set(random.nextLong(), random.nextLong()), found));
        }
    }

    @Test
    void shouldTellKeysApartThatDifferInOneBit() throws Exception {
        final ProfileIndex index = indexed();

        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            final long low = random.nextLong();
            final long high = random.nextLong();
            final int bit = i % Long.SIZE;
            assertFalse(index.record(key.set(low ^ 1L << bit, high), found));
            assertFalse(index.profile(key.set(low, high ^ 1L << bit), found));
        }
    }

    @Test
    void shouldFindNobodyByForgottenKeysAndStillFindThoseBehindThem() throws Exception {
        final ProfileIndex index = Objects.requireNonNull(ProfileIndex.over(map, file));
        SplittableRandom random = new SplittableRandom(SEED);

        for (int i = 0; i < KEYS; i++) {
            key.set(random.nextLong(), random.nextLong());
            if (i % 3 == 0) {
                index.forget(key);
            }
        }

        random = new SplittableRandom(SEED);
        for (int i = 0; i < KEYS; i++) {
            key.set(random.nextLong(), random.nextLong());
            assertEquals(i % 3 != 0, index.record(key, found), "i=" + i);
            assertTrue(i % 3 != 0 || !index.profile(key, found), "i=" + i);
        }
    }

    // Whoever has heard that a key is forgotten finds nobody; whoever asks meanwhile finds all of the customer or
    // nobody.
    @Test
    void shouldFindNobodyByAForgottenKeyOnAnyThreadThatHasHeardOfIt() throws Exception {
        final ProfileIndex index = indexed();
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger done = new AtomicInteger();
        final ExecutorService readers = Executors.newFixedThreadPool(READERS);
        final CountDownLatch isReading = new CountDownLatch(READERS);
        try {
            final List<Future<Integer>> lookups = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                lookups.add(readers.submit(() -> lookUpUntilAllAreForgotten(index, begun, done, isReading)));
            }
            isReading.await();
            final SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < KEYS; i++) {
                key.set(random.nextLong(), random.nextLong());
                begun.set(i + 1);
                if (i % 2 == 0) {
                    index.forget(key);
                }
                done.set(i + 1);
            }
            for (final Future<Integer> looked : lookups) {
                assertTrue(looked.get(60, TimeUnit.SECONDS) > 0);
            }
        } finally {
            readers.shutdownNow();
        }
    }

    // Each even key is forgotten when its turn comes.
    private static int lookUpUntilAllAreForgotten(
            final ProfileIndex index,
            final AtomicInteger begun,
            final AtomicInteger done,
            final CountDownLatch isReading) {
        final SegmentKey asked = new SegmentKey();
        final ProfileFlyweight into = new ProfileFlyweight();
        int lookups = 0;
        for (boolean isLast = false; !isLast; ) {
            isLast = done.get() == KEYS;
            final SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < KEYS; i++) {
                asked.set(random.nextLong(), random.nextLong());
                final boolean isForgotten = i % 2 == 0 && done.get() > i;
                final boolean isLean = index.profile(asked, into);
                final boolean isFound =
                        isLean ? into.ordinal(ProfileAttribute.TIER) == i % 256 : index.record(asked, into);
                final boolean isTouched = i % 2 == 0 && begun.get() > i;
                assertFalse(isForgotten && (isLean || isFound), "i=" + i);
                assertTrue(isTouched || isFound, "i=" + i);
                lookups++;
            }
            isReading.countDown();
        }
        return lookups;
    }

    @Test
    void shouldReadOnAfterTheMapWasClosed() throws Exception {
        final ProfileIndex index = indexed();

        map.close();

        final SplittableRandom random = new SplittableRandom(SEED);
        assertTrue(index.record(key.set(random.nextLong(), random.nextLong()), found));
    }

    @Test
    void shouldAllocateNothingInALookup() throws Exception {
        final ProfileIndex index = indexed();
        final SplittableRandom random = new SplittableRandom(SEED);
        key.set(random.nextLong(), random.nextLong());

        assertEquals(0, AllocationProbe.allocatedBytes(50_000, () -> index.profile(key, found)));
        assertEquals(0, AllocationProbe.allocatedBytes(50_000, () -> index.record(key, found)));
    }

    @Test
    void shouldTakeLessThanFiftyFourBytesForEachKey() throws Exception {
        assertTrue(indexed().heapBytes() < 54 * KEYS);
    }

    private ProfileIndex indexed() throws Exception {
        return Objects.requireNonNull(ProfileIndex.over(map, file), "the map does not lie in its file as expected");
    }
}
