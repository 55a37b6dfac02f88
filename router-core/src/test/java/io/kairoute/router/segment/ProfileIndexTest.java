package io.kairoute.router.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.AllocationProbe;
import io.kairoute.router.key.SegmentKey;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;
import net.openhft.chronicle.map.ChronicleMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileIndexTest {
    private static final int KEYS = 20_000;
    private static final long SEED = 42;

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
            map.put(
                    key.set(random.nextLong(), random.nextLong()),
                    profile.reset().valueCents(i).seal());
        }
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
            assertEquals(SegmentLookup.FOUND, index.find(key.set(random.nextLong(), random.nextLong()), found));
            assertTrue(found.isIntact());
            assertEquals(i, found.valueCents());
        }
    }

    @Test
    void shouldMissKeysThatTheMapDoesNotHold() throws Exception {
        final ProfileIndex index = indexed();

        final SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < KEYS; i++) {
            assertEquals(SegmentLookup.MISSING, index.find(key.set(random.nextLong(), random.nextLong()), found));
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
            assertEquals(SegmentLookup.MISSING, index.find(key.set(low ^ 1L << bit, high), found));
            assertEquals(SegmentLookup.MISSING, index.find(key.set(low, high ^ 1L << bit), found));
        }
    }

    @Test
    void shouldReadOnAfterTheMapWasClosed() throws Exception {
        final ProfileIndex index = indexed();

        map.close();

        final SplittableRandom random = new SplittableRandom(SEED);
        assertEquals(SegmentLookup.FOUND, index.find(key.set(random.nextLong(), random.nextLong()), found));
    }

    @Test
    void shouldAllocateNothingInALookup() throws Exception {
        final ProfileIndex index = indexed();
        final long low = new SplittableRandom(SEED).nextLong();

        assertEquals(0, AllocationProbe.allocatedBytes(50_000, () -> index.find(key.set(low, low), found)));
    }

    @Test
    void shouldTakeLessThanFourteenBytesForEachKey() throws Exception {
        assertTrue(indexed().heapBytes() < 14 * KEYS);
    }

    private ProfileIndex indexed() throws Exception {
        return Objects.requireNonNull(ProfileIndex.over(map, file), "the map does not lie in its file as expected");
    }
}
