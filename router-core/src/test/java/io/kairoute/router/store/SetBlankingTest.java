package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetBlankingTest {
    private static final ErasedCustomer ANYBODY = new ErasedCustomer(new KeyHash(1, 1), customer -> false);
    private static final int CUSTOMERS = 500;
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);

    @TempDir
    private Path directory = Path.of("");

    private SegmentSets sets;

    @BeforeEach
    void load() {
        sets = sets();
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        try (SegmentSetWriter writer = sets.begin(2 * CUSTOMERS)) {
            for (int i = 0; i < CUSTOMERS; i++) {
                final KeyHash own = hash("crm:" + i);
                final KeyHash other = hash("tel:" + i);
                final KeyHash account = hash("acct:" + i / 10);
                profile.reset()
                        .ordinal(ProfileAttribute.TIER, 1)
                        .canonical(own.low(), own.high())
                        .account(account.low(), account.high());
                writer.add(key.set(own.low(), own.high()), profile);
                writer.add(key.set(other.low(), other.high()), profile);
                writer.add(key.set(account.low(), account.high()), profile);
            }
            writer.finish(
                    "set",
                    Instant.EPOCH,
                    CUSTOMERS,
                    Map.of(ProfileAttribute.TIER, List.of("gold")),
                    StoreProgress.NONE);
        }
    }

    @Test
    void shouldFindACustomerByAnyKeyAndBlankAllOfItAlsoWhileItIsServed() {
        try (OpenSegmentSet open = sets.open(1)) {
            final CustomerTraces byOther = sets.file(1).traces(ANYBODY, List.of(hash("tel:7")), StoreProgress.NONE);
            assertEquals(Set.of(hash("tel:7"), hash("crm:7")), byOther.keys());

            sets.file(1)
                    .erasure(sets.file(1).traces(ANYBODY, byOther.keys(), StoreProgress.NONE), StoreProgress.NONE)
                    .run(open);

            assertFalse(isFound(open, "crm:7"));
            assertFalse(isFound(open, "tel:7"));
            assertTrue(isFound(open, "crm:8"));
            assertTrue(isFound(open, "acct:0"), "the account's first customer is another one");
        }
        assertTrue(sets.file(1).isAsLoaded(StoreProgress.NONE));
        assertEquals(CUSTOMERS - 1, sets.manifests().get(0).header().customers());
        assertTrue(sets.file(1)
                .traces(ANYBODY, List.of(hash("acct:0")), StoreProgress.NONE)
                .isAccount());
    }

    @Test
    void shouldBlankTheAccountsEntryWithTheCustomerItFinds() {
        sets.file(1)
                .erasure(
                        sets.file(1).traces(ANYBODY, List.of(hash("crm:10"), hash("tel:10")), StoreProgress.NONE),
                        StoreProgress.NONE)
                .run(null);

        try (OpenSegmentSet open = sets.open(1)) {
            assertFalse(isFound(open, "acct:1"));
            assertTrue(isFound(open, "crm:11"));
            assertTrue(isFound(open, "acct:2"));
        }
    }

    @Test
    void shouldCountNobodyWhoWasErasedAsADamagedRecord() {
        try (OpenSegmentSet open = sets.open(1)) {
            final List<KeyHash> keys = List.of(hash("crm:10"), hash("tel:10"));

            sets.file(1)
                    .erasure(sets.file(1).traces(ANYBODY, keys, StoreProgress.NONE), StoreProgress.NONE)
                    .run(open);

            for (final String key : List.of("crm:10", "tel:10", "acct:1")) {
                assertFalse(isFound(open, key), key);
            }
            assertEquals(0, open.store().damagedRecords());
        }
    }

    @Test
    void shouldFindNobodyInASetThatIsServedWithoutAnIndex() {
        try (OpenSegmentSet open = sets.openForScans(1)) {
            final List<KeyHash> keys = List.of(hash("crm:7"), hash("tel:7"));

            sets.file(1)
                    .erasure(sets.file(1).traces(ANYBODY, keys, StoreProgress.NONE), StoreProgress.NONE)
                    .run(open);

            assertFalse(isFound(open, "crm:7"));
            assertFalse(isFound(open, "tel:7"));
            assertTrue(isFound(open, "crm:8"));
        }
    }

    @Test
    void shouldFinishWhatAKillInterruptedAtAnyByte() throws IOException {
        final Path set = sets.directory(1);
        final byte[] before = Files.readAllBytes(set.resolve(SegmentSets.PROFILES));
        final byte[] manifestBefore = Files.readAllBytes(set.resolve(SegmentSets.MANIFEST));
        final CustomerTraces traces =
                sets.file(1).traces(ANYBODY, List.of(hash("crm:7"), hash("tel:7")), StoreProgress.NONE);
        final List<FilePatch> patches = traces.patches(set.resolve(SegmentSets.PROFILES));
        final SegmentSetManifest manifest = SegmentSetManifest.read(set.resolve(SegmentSets.MANIFEST));
        sets.file(1).erasure(traces, StoreProgress.NONE).run(null);
        final byte[] after = Files.readAllBytes(set.resolve(SegmentSets.PROFILES));
        final byte[] manifestAfter = Files.readAllBytes(set.resolve(SegmentSets.MANIFEST));
        final List<Integer> places = changes(before, after);
        assertTrue(places.size() > 90, "changed bytes=" + places.size());

        // A kill after any of these bytes, in this order or turned round, before or after the new manifest.
        for (int killed = 0; killed <= places.size(); killed += 9) {
            for (final boolean isTurned : new boolean[] {false, true}) {
                final byte[] half = before.clone();
                for (int i = 0; i < killed; i++) {
                    final int place = places.get(isTurned ? places.size() - 1 - i : i);
                    half[place] = after[place];
                }
                Files.write(set.resolve(SegmentSets.PROFILES), half);
                Files.write(set.resolve(SegmentSets.MANIFEST), isTurned ? manifestBefore : manifestAfter);
                begin(set, patches, manifestAfter);

                try (OpenSegmentSet open = sets().open(1)) {
                    assertFalse(isFound(open, "crm:7"), "killed=" + killed);
                    assertTrue(isFound(open, "crm:8"), "killed=" + killed);
                }
                assertTrue(Arrays.equals(after, Files.readAllBytes(set.resolve(SegmentSets.PROFILES))));
                assertFalse(Files.exists(set.resolve(SetBlanking.FILE)));
            }
        }
        assertTrue(
                manifest.header().customers() > sets.manifests().get(0).header().customers());
    }

    @Test
    void shouldRefuseASetWhoseUnfinishedErasureIsDamaged() throws IOException {
        final Path file = sets.directory(1).resolve(SetBlanking.FILE);
        begin(sets.directory(1), List.of(FilePatch.blank(4_096, 16)), new byte[] {1, 2, 3});
        final byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            final byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThrows(StoreException.class, () -> sets().open(1), "at=" + at);
        }
    }

    @Test
    void shouldLeaveAnUnfinishedErasureOfANewerVersionToIt() throws IOException {
        final Path file = sets.directory(1).resolve(SetBlanking.FILE);
        begin(sets.directory(1), List.of(FilePatch.blank(4_096, 16)), new byte[] {1, 2, 3});
        final byte[] bytes = Files.readAllBytes(file);
        final int crcOffset = bytes.length - Integer.BYTES;
        ByteBuffer.wrap(bytes).putInt(Integer.BYTES, 2);
        ByteBuffer.wrap(bytes).putInt(crcOffset, SegmentSetManifest.crc(bytes, crcOffset));
        Files.write(file, bytes);

        final StoreException refused = assertThrows(StoreException.class, () -> sets().open(1));

        assertEquals(
                file + " has format 2, this version reads up to 1: use the version that wrote it, or a newer one",
                refused.getMessage());
        assertTrue(Files.exists(file));
    }

    private static void begin(final Path set, final List<FilePatch> patches, final byte[] manifest) throws IOException {
        Files.write(set.resolve(SetBlanking.FILE), SetBlanking.toBytes(patches, manifest));
    }

    private static List<Integer> changes(final byte[] before, final byte[] after) {
        final List<Integer> places = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                places.add(i);
            }
        }
        return places;
    }

    // What decides and the whole record must agree on whether somebody is there.
    private static boolean isFound(final OpenSegmentSet open, final String key) {
        final KeyHash hash = hash(key);
        final SegmentKey asked = new SegmentKey().set(hash.low(), hash.high());
        final int decides = open.store().profile(asked, new ProfileFlyweight());
        assertEquals(open.store().record(asked, new ProfileFlyweight()), decides, key);
        return decides == SegmentLookup.FOUND;
    }

    private static KeyHash hash(final String key) {
        return KeyHash.of(HASHER, key);
    }

    private SegmentSets sets() {
        return new SegmentSets(new TenantFolder(directory, true), HASHER, InstantSource.system());
    }
}
