package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import io.kairoute.router.key.SegmentKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import net.openhft.chronicle.map.ChronicleMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileIndexTest {
    private static final int KEYS = 20_000;
    private static final long SEED = 42;
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
            assertTrue(index.read(key.set(random.nextLong(), random.nextLong()), found));
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
            final boolean isLean = index.findLean(key.set(random.nextLong(), random.nextLong()), found);

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

        assertFalse(index.findLean(key, found));
        assertTrue(index.read(key, found));
        assertFalse(found.isIntact());
    }

    @Test
    void shouldMissKeysThatTheMapDoesNotHold() throws Exception {
        final ProfileIndex index = indexed();

        final SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < KEYS; i++) {
            assertFalse(index.read(key.set(random.nextLong(), random.nextLong()), found));
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
            assertFalse(index.read(key.set(low ^ 1L << bit, high), found));
            assertFalse(index.findLean(key.set(low, high ^ 1L << bit), found));
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
            assertEquals(i % 3 != 0, index.read(key, found), "i=" + i);
            assertTrue(i % 3 != 0 || !index.findLean(key, found), "i=" + i);
        }
    }

    @Test
    void shouldReadOnAfterTheMapWasClosed() throws Exception {
        final ProfileIndex index = indexed();

        map.close();

        final SplittableRandom random = new SplittableRandom(SEED);
        assertTrue(index.read(key.set(random.nextLong(), random.nextLong()), found));
    }

    @Test
    void shouldAllocateNothingInALookup() throws Exception {
        final ProfileIndex index = indexed();
        final SplittableRandom random = new SplittableRandom(SEED);
        key.set(random.nextLong(), random.nextLong());

        assertEquals(0, AllocationProbe.allocatedBytes(50_000, () -> index.findLean(key, found)));
        assertEquals(0, AllocationProbe.allocatedBytes(50_000, () -> index.read(key, found)));
    }

    @Test
    void shouldTakeLessThanFiftyFourBytesForEachKey() throws Exception {
        assertTrue(indexed().heapBytes() < 54 * KEYS);
    }

    private ProfileIndex indexed() throws Exception {
        return Objects.requireNonNull(ProfileIndex.over(map, file), "the map does not lie in its file as expected");
    }
}
