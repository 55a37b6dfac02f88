package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSetsTest {
    private static final int CUSTOMERS = 3_000;
    private static final long SEED = 5;
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T10:15:30Z"));

    @TempDir
    private Path temp;

    @Test
    void shouldServeWhatWasLoadedAndActivated() {
        final SegmentSets sets = sets(true);
        final int number = SetFixture.load(sets, "2026-11", CUSTOMERS);
        sets.activate(number);

        final SegmentOpening opening = sets(true).openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertEquals(List.of(), opening.notes());
            assertEquals(CUSTOMERS, SetFixture.found(set.store(), CUSTOMERS));
            assertEquals("2026-11", set.header().version());
            assertEquals(SetFixture.SOURCE_TIME.toEpochMilli(), set.header().sourceTimeMs());
            assertEquals(CUSTOMERS, set.header().keys());
            assertEquals(
                    List.of("platinum", "gold", "silver", "standard"),
                    set.header().words(ProfileAttribute.TIER));
            assertEquals(CLOCK.millis(), set.manifest().importedAtMs());
        }
    }

    @Test
    void shouldLetNobodyButTheOwnerReadASetFromItsBeginning() throws IOException {
        final SegmentSets sets = sets(true);
        final List<String> others = new ArrayList<>();

        try (SegmentSetWriter writer = sets.begin(10);
                Stream<Path> files = Files.walk(folder(true).segments())) {
            writer.add(new SegmentKey().set(1, 2), new ProfileFlyweight());
            for (final Path file : files.toList()) {
                final String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                if (!permissions.endsWith("------")) {
                    others.add(permissions + " " + file.getFileName());
                }
            }
        }

        assertEquals(List.of(), others);
    }

    @Test
    void shouldServeNothingBeforeASetIsActivated() {
        final SegmentSets sets = sets(true);
        SetFixture.load(sets, "2026-11", CUSTOMERS);

        final SegmentOpening opening = sets.openActive();

        assertNull(opening.set());
        assertEquals(
                List.of(
                        "no segment set is served, so every customer is of the default tier, though there are [1]: activate one"),
                opening.notes());
    }

    @Test
    void shouldKeepTheFirstOnAddAndTheLastOnPut() {
        final SegmentSets sets = sets(true);
        final SegmentKey key = new SegmentKey().set(1, 2);
        final ProfileFlyweight profile = new ProfileFlyweight();
        final int number;
        try (SegmentSetWriter writer = sets.begin(2)) {
            assertTrue(writer.add(key, profile.valueCents(1)));
            assertFalse(writer.add(key, profile.valueCents(2)));
            assertEquals(2, profile.valueCents(), "the caller's profile must stay as it is");
            assertNull(writer.put(new SegmentKey().set(3, 4), profile.valueCents(3)));
            final ProfileFlyweight former = writer.put(new SegmentKey().set(3, 4), profile.valueCents(4));
            assertEquals(3, former == null ? -1 : former.valueCents());
            assertEquals(2, writer.keys());
            number = writer.finish("v", SetFixture.SOURCE_TIME, 2, SetFixture.WORDS, StoreProgress.NONE)
                    .number();
        }

        try (OpenSegmentSet set = sets.open(number)) {
            assertEquals(SegmentLookup.FOUND, set.store().record(key, profile));
            assertEquals(1, profile.valueCents());
            assertEquals(SegmentLookup.FOUND, set.store().record(new SegmentKey().set(3, 4), profile));
            assertEquals(4, profile.valueCents());
        }
    }

    @Test
    void shouldLeaveNothingOfALoadThatWasGivenUp() throws IOException {
        final SegmentSets sets = sets(true);
        try (SegmentSetWriter writer = sets.begin(10)) {
            writer.add(new SegmentKey().set(1, 2), new ProfileFlyweight());
        }

        try (Stream<Path> left = Files.list(folder(true).segments())) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldKeepTheNewestSetsAndRollBackToOne() {
        final SegmentSets sets = sets(true);
        for (int i = 1; i <= 5; i++) {
            sets.activate(SetFixture.load(sets, "v" + i, 100 * i));
        }
        assertEquals(
                List.of(5, 4, 3),
                sets.manifests().stream().map(SegmentSetManifest::number).toList());

        sets.activate(3);

        try (OpenSegmentSet set = present(sets.openActive())) {
            assertEquals("v3", set.header().version());
        }
        assertEquals(6, SetFixture.load(sets, "v6", 100), "a number is never used again");
    }

    @Test
    void shouldLookASetUpInItsFileWhereIndexesHaveNoRoomAndSayWhatItNeeds() {
        final IndexBudget indexes = new IndexBudget(1_000);
        final SegmentSets sets = new SegmentSets(folder(true), HASHER, CLOCK, indexes);
        sets.activate(SetFixture.load(sets, "v1", 5_000));

        final SegmentOpening opening = sets.openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertFalse(set.store().hasIndex());
            assertEquals(5_000, SetFixture.found(set.store(), 5_000));
            assertTrue(
                    opening.notes().toString().contains("segment set 1 (v1) is looked up in its file"),
                    opening.notes()::toString);
            assertEquals(0, indexes.taken());
        }
    }

    @Test
    void shouldShareOneBudgetAmongAllSetsThatAreOpenAndHaveItBackWhenTheyClose() throws IOException {
        final IndexBudget indexes = new IndexBudget(100_000);
        final SegmentSets sets = new SegmentSets(folder(true), HASHER, CLOCK, indexes);
        final SegmentSets others =
                new SegmentSets(new TenantFolder(temp.resolve("others"), true), HASHER, CLOCK, indexes);
        final int one = SetFixture.load(sets, "v1", 1_000);
        final int other = SetFixture.load(others, "v1", 1_000);

        final OpenSegmentSet first = sets.open(one);
        final long taken = indexes.taken();
        try (OpenSegmentSet scanned = sets.openForScans(one);
                OpenSegmentSet second = others.open(other)) {
            assertFalse(scanned.store().hasIndex());
            assertTrue(first.store().hasIndex());
            assertFalse(second.store().hasIndex(), "taken=" + taken);
            assertEquals(taken, indexes.taken());

            first.close();
            first.close();
            assertEquals(0, indexes.taken());

            assertTrue(second.store().indexIfRoom());
            assertEquals(1_000, SetFixture.found(second.store(), 1_000));
            assertEquals(taken, indexes.taken());
        }
        assertEquals(0, indexes.taken());
    }

    @Test
    void shouldAnswerLateLookupsFromTheIndexUntilNobodyNeedsItAnyMore() {
        final IndexBudget indexes = new IndexBudget(1_000_000);
        final SegmentSets sets = new SegmentSets(folder(true), HASHER, CLOCK, indexes);
        final OpenSegmentSet set = sets.open(SetFixture.load(sets, "v1", 1_000));
        final SegmentKey key = SetFixture.key(new SegmentKey(), 7);

        set.store().needIndex();
        set.close();

        assertEquals(1_000, SetFixture.found(set.store(), 1_000));
        set.store().releaseIndex();
        assertEquals(0, indexes.taken());
        assertFalse(set.store().hasIndex(), "an idle router that still has the store keeps no index alive");
        assertEquals(SegmentLookup.UNAVAILABLE, set.store().profile(key, new ProfileFlyweight()));
        assertFalse(set.store().isAvailable());
    }

    @Test
    void shouldRefuseToActivateWhatIsNotThere() {
        final StoreException refused =
                assertThrows(StoreException.class, () -> sets(true).activate(9));

        assertEquals(
                "cannot read the manifest "
                        + folder(true).segments().resolve("set-000009").resolve("manifest")
                        + ": there is no such file or directory",
                refused.getMessage());
    }

    @Test
    void shouldCheckEveryEntryAfterAnUncleanStopAndSayWhatItRecovered() {
        loadTwo();

        final SegmentOpening opening = sets(false).openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertEquals(2, set.manifest().number());
            assertEquals(CUSTOMERS, SetFixture.found(set.store(), CUSTOMERS));
            assertEquals(1, opening.notes().size());
            assertTrue(
                    opening.notes()
                            .get(0)
                            .matches(
                                    "segment set 2 \\(new\\): recovered 3,000 keys in [0-9.]+ s, all as they were loaded"),
                    opening.notes().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldDropADamagedEntryAndSaySo(final boolean wasClean) throws IOException {
        loadTwo();
        flip(profiles(2), 17, 40);

        final SegmentOpening opening = sets(wasClean).openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertEquals(2, set.manifest().number());
            assertEquals(CUSTOMERS - 1, SetFixture.found(set.store(), CUSTOMERS));
            assertEquals(0, set.store().damagedRecords());
            assertEquals(1, opening.notes().size());
            assertTrue(
                    opening.notes()
                            .get(0)
                            .startsWith("segment set 2 (new): its file is damaged; recovered 2,999 of 3,000 keys in "),
                    opening.notes().toString());
        }
    }

    @Test
    void shouldTakeADamagedEntryForAnUnknownCustomerWhereAFileIsTooLongToBeCheckedAtEveryOpening() throws IOException {
        loadTwo();
        flip(profiles(2), 17, 40);
        final SegmentSets sets = new SegmentSets(folder(true), HASHER, CLOCK, IndexBudget.ofProcess(), 0);

        try (OpenSegmentSet set = present(sets.openActive())) {
            assertEquals(CUSTOMERS - 1, SetFixture.found(set.store(), CUSTOMERS));
            assertEquals(1, set.store().damagedRecords());
            assertFalse(sets.file(2).isAsLoaded(StoreProgress.NONE));
            assertTrue(sets.file(1).isAsLoaded(StoreProgress.NONE));
        }
    }

    @Test
    void shouldNoticeEveryFlippedBitOfTheFileWhileItIsServed() throws IOException {
        final SegmentSets sets = sets(true);
        sets.activate(SetFixture.load(sets, "small", 50));
        final Random random = new Random(SEED);
        final long length = Files.size(profiles(1));

        try (OpenSegmentSet set = present(sets.openActive());
                FileChannel channel =
                        FileChannel.open(profiles(1), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertTrue(sets.file(1).isAsLoaded(StoreProgress.NONE));
            final FileSeal seal = set.manifest().seal();
            int unnoticed = 0;
            for (int i = 0; i < 300; i++) {
                // In the index and the entries; a flipped pointer of an open map would end this JVM.
                final long at = seal.headBytes() + (long) seal.stripes() * seal.stride() + random.nextInt(100_000);
                final ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, Math.min(at, length - 1));
                final byte was = one.get(0);
                channel.write(one.put(0, (byte) (was ^ 1 << random.nextInt(8))).rewind(), Math.min(at, length - 1));
                unnoticed += sets.file(1).isAsLoaded(StoreProgress.NONE) ? 1 : 0;
                channel.write(one.put(0, was).rewind(), Math.min(at, length - 1));
            }
            assertEquals(0, unnoticed, "seed=" + SEED);
            assertEquals(50, SetFixture.found(set.store(), 50));
            assertTrue(sets.file(1).isAsLoaded(StoreProgress.NONE), "lookups must not change what is sealed");
        }
    }

    @Test
    void shouldServeNothingWrongFromAFileWithFlippedBits() throws IOException {
        loadTwo();
        final byte[] whole = Files.readAllBytes(profiles(2));
        final Random random = new Random(SEED);
        for (int i = 0; i < 40; i++) {
            final byte[] damaged = whole.clone();
            // Half of them where Chronicle keeps its pointers.
            final int at = random.nextInt(i % 2 == 0 ? damaged.length : 20_000);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(profiles(2), damaged);

            final SegmentOpening opening = sets(i % 3 == 0).openActive();

            try (OpenSegmentSet set = present(opening)) {
                final String moment = "seed=" + SEED + " at=" + at + " " + opening.notes();
                assertTrue(set.manifest().number() == 1 || !opening.notes().isEmpty() || i % 3 == 0, moment);
                assertTrue(SetFixture.found(set.store(), CUSTOMERS) >= CUSTOMERS - 1, moment);
            }
        }
    }

    @Test
    void shouldFreeALockThatItsHolderDiedWith() throws IOException {
        loadTwo();
        final byte[] locked = bytesWhileWriteLocked(profiles(2));
        Files.write(profiles(2), locked);

        final SegmentOpening opening = sets(false).openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertEquals(2, set.manifest().number());
            assertEquals(CUSTOMERS, SetFixture.found(set.store(), CUSTOMERS));
            assertTrue(
                    opening.notes().get(0).contains("recovered 3,000 keys"),
                    opening.notes().toString());
        }
    }

    @Test
    void shouldServeTheSetBeforeWhenTheFileIsMissing() throws IOException {
        loadTwo();
        Files.delete(profiles(2));

        assertFallsBack("segment set 2 cannot be served: " + profiles(2) + " is missing");
    }

    @Test
    void shouldServeTheSetBeforeWhenTheFileIsCutOff() throws IOException {
        loadTwo();
        final long whole = Files.size(profiles(2));
        try (FileChannel channel = FileChannel.open(profiles(2), StandardOpenOption.WRITE)) {
            channel.truncate(whole / 2);
        }

        assertFallsBack("segment set 2 cannot be served: " + profiles(2) + " is cut off, it has " + whole / 2 + " of "
                + whole + " bytes");
    }

    @Test
    void shouldServeTheSetBeforeWhenTheFileIsForeign() throws IOException {
        loadTwo();
        final byte[] foreign = new byte[(int) Files.size(profiles(2))];
        ByteBuffer.wrap(foreign).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 0x8000_0000 | 2_000);
        Files.write(profiles(2), foreign);

        assertFallsBack("segment set 2 cannot be served: " + profiles(2)
                + " is not the file that was loaded, its head is another");
    }

    @Test
    void shouldServeTheSetBeforeWhenTheManifestIsDamaged() throws IOException {
        loadTwo();
        final Path manifest = profiles(2).resolveSibling("manifest");
        final byte[] bytes = Files.readAllBytes(manifest);
        bytes[20] ^= 1;
        Files.write(manifest, bytes);

        assertFallsBack("segment set 2 cannot be served: " + manifest + " is damaged, its checksum does not fit");
    }

    @Test
    void shouldServeTheSetBeforeWhenMostKeysAreLost() throws IOException {
        loadTwo();
        final byte[] bytes = Files.readAllBytes(profiles(2));
        for (int i = 0; i < CUSTOMERS / 2; i++) {
            bytes[offset(bytes, i) + 40] ^= 1;
        }
        Files.write(profiles(2), bytes);

        final SegmentOpening opening = sets(false).openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertEquals(1, set.manifest().number());
            assertTrue(
                    opening.notes()
                            .contains("segment set 2 cannot be served: " + profiles(2)
                                    + " is damaged, and 1,500 of its 3,000 keys are lost"),
                    opening.notes().toString());
        }
    }

    @Test
    void shouldServeTheNewestWhenTheChoiceCannotBeRead() throws IOException {
        loadTwo();
        Files.writeString(folder(true).segments().resolve("active"), "\0\0");

        final SegmentOpening opening = sets(true).openActive();

        try (OpenSegmentSet set = present(opening)) {
            assertEquals(2, set.manifest().number());
            assertTrue(opening.notes().get(0).contains("does not name a segment set: taking the newest complete one"));
        }
    }

    @Test
    void shouldSayThatNoSetIsLeft() throws IOException {
        loadTwo();
        Files.delete(profiles(1));
        Files.delete(profiles(2));

        final SegmentOpening opening = sets(true).openActive();

        assertNull(opening.set());
        assertEquals(3, opening.notes().size());
        assertEquals(
                "no segment set can be served: import the segments again",
                opening.notes().get(2));
    }

    @Test
    void shouldKnowASetThatWasHashedWithAnotherSecret() {
        loadTwo();
        final SegmentSets others = new SegmentSets(
                folder(true), new KeyHasher(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6}), CLOCK);

        final SegmentOpening opening = others.openActive();

        assertNull(opening.set());
        assertEquals(
                "segment set 2 cannot be served: its keys were hashed with another secret:"
                        + " restore the tenant's secret from a backup, or import the segments again",
                opening.notes().get(0));
    }

    @Test
    void shouldFinishARecoveryThatWasKilled() throws IOException {
        loadTwo();
        // What Chronicle's recovery leaves when it is killed: the head without its ready mark.
        try (FileChannel channel = FileChannel.open(profiles(2), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer word = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(word, 8);
            channel.write(word.putInt(0, word.getInt(0) | 0x8000_0000).position(0), 8);
        }
        final long start = System.nanoTime();

        try (OpenSegmentSet set = present(sets(false).openActive())) {
            assertEquals(2, set.manifest().number());
            assertTrue(System.nanoTime() - start < 20_000_000_000L, "Chronicle waits a minute for the mark");
        }
    }

    @Test
    void shouldAnswerUnavailableWhileAnotherThreadOpens() {
        loadTwo();
        final List<Runnable> work = new ArrayList<>();

        final PendingSegmentSet pending = sets(false).openActiveLater(work::add);
        final int before = SetFixture.found(pending.lookup(), 10);
        work.get(0).run();

        try (OpenSegmentSet set = present(pending.opening().join())) {
            assertEquals(0, before);
            assertEquals(set.header(), pending.expected());
            assertEquals(CUSTOMERS, SetFixture.found(pending.lookup(), CUSTOMERS));
        }
    }

    @Test
    void shouldStayUnavailableWhenAnotherSetStandsIn() throws IOException {
        loadTwo();
        Files.delete(profiles(2));
        final List<Runnable> work = new ArrayList<>();

        final PendingSegmentSet pending = sets(true).openActiveLater(work::add);
        work.get(0).run();

        try (OpenSegmentSet set = present(pending.opening().join())) {
            assertEquals(1, set.manifest().number());
            assertEquals(0, SetFixture.found(pending.lookup(), 10));
        }
    }

    private void assertFallsBack(final String note) {
        for (final boolean wasClean : new boolean[] {true, false}) {
            final SegmentOpening opening = sets(wasClean).openActive();
            try (OpenSegmentSet set = present(opening)) {
                assertEquals(1, set.manifest().number());
                assertEquals(CUSTOMERS, SetFixture.found(set.store(), CUSTOMERS));
                assertTrue(opening.notes().contains(note), opening.notes().toString());
                assertTrue(opening.notes().contains("serving segment set 1 (old) instead"));
            }
        }
    }

    private void loadTwo() {
        final SegmentSets sets = sets(true);
        sets.activate(SetFixture.load(sets, "old", CUSTOMERS));
        sets.activate(SetFixture.load(sets, "new", CUSTOMERS));
    }

    private SegmentSets sets(final boolean wasCleanlyClosed) {
        return new SegmentSets(folder(wasCleanlyClosed), HASHER, CLOCK);
    }

    private TenantFolder folder(final boolean wasCleanlyClosed) {
        return new TenantFolder(temp, wasCleanlyClosed);
    }

    private Path profiles(final int number) {
        return temp.resolve("segments").resolve("set-00000" + number).resolve("profiles.map");
    }

    private static OpenSegmentSet present(final SegmentOpening opening) {
        final OpenSegmentSet set = opening.set();
        if (set == null) {
            throw new AssertionError("no set was opened: " + opening.notes());
        }
        return set;
    }

    // The file as it is while a writer holds a stripe: what its death would leave.
    private static byte[] bytesWhileWriteLocked(final Path file) throws IOException {
        try (ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.open(file);
                ExternalMapQueryContext<SegmentKey, ProfileFlyweight, ?> context =
                        map.queryContext(SetFixture.key(new SegmentKey(), 1))) {
            context.writeLock().lock();
            return Files.readAllBytes(file);
        }
    }

    private static void flip(final Path file, final int customer, final int recordOffset) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[offset(bytes, customer) + recordOffset] ^= 1;
        Files.write(file, bytes);
    }

    // Where a customer's record starts: behind its key, which stands a second time in the record as the canonical one.
    private static int offset(final byte[] file, final int customer) {
        final SegmentKey key = SetFixture.key(new SegmentKey(), customer);
        final ByteBuffer view = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < file.length - 16; at++) {
            if (view.getLong(at) == key.low() && view.getLong(at + 8) == key.high()) {
                return at + 16;
            }
        }
        throw new AssertionError("customer " + customer + " is not in the file");
    }
}
