package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.FullBudget;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.StoreProgress;
import io.kairoute.router.store.StuckLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The segment sets of a host: swapped while it routes, lost, stuck, or corrected by a node. */
class EmbeddedSetsTest {
    @TempDir
    private Path directory;

    @Test
    void shouldServeASetThatWasLoadedWhileItRoutesFromTheNextContactOn() {
        Host.load(directory, "october", "gold");
        try (EmbeddedRouting routing = Host.open(directory)) {
            final ContactRouter router = routing.newRouter();
            final RoutedContact before = router.route(Host.by("crm:7"));
            final int number = write(routing, "november", "platinum");
            final RoutedContact meanwhile = router.route(Host.by("crm:7"));

            final List<String> found = routing.serve(number);
            final RoutedContact after = router.route(Host.by("crm:7"));

            assertEquals(List.of(), found);
            assertEquals("october", before.segmentSetVersion());
            assertEquals("gold", meanwhile.tier());
            assertEquals("platinum", after.tier());
            assertEquals("november", after.segmentSetVersion());
            assertEquals(List.of(2, 1), numbers(routing));
            assertEquals(List.of(), routing.serve(number), "it is served already");
        }
        try (EmbeddedRouting again = Host.open(directory)) {
            assertEquals("platinum", again.newRouter().route(Host.by("crm:7")).tier());
        }
    }

    @Test
    void shouldGoBackToTheSetBeforeAndEraseInBoth() {
        Host.load(directory, "october", "gold");
        try (EmbeddedRouting routing = Host.open(directory)) {
            final ContactRouter router = routing.newRouter();
            routing.serve(write(routing, "november", "platinum"));
            routing.serve(1);
            assertEquals("gold", router.route(Host.by("crm:7")).tier());

            final int entries = routing.erase("crm:7");

            assertEquals(4, entries, "two keys in two sets");
            assertTrue(router.route(Host.by("crm:7")).fallbackCauses().contains("UNKNOWN_CUSTOMER"));
            routing.serve(2);
            assertTrue(router.route(Host.by("tel:7")).fallbackCauses().contains("UNKNOWN_CUSTOMER"));
            assertEquals("platinum", router.route(Host.by("tel:8")).tier());
        }
    }

    @Test
    void shouldGoOnWithTheSetThatItHasWhereTheNextOneCannotBeRead() throws IOException {
        Host.load(directory, "october", "gold");
        try (EmbeddedRouting routing = Host.open(directory)) {
            final ContactRouter router = routing.newRouter();
            final int number = write(routing, "november", "platinum");
            cut(Host.set(directory, number).resolve("profiles.map"));

            assertThrows(StoreException.class, () -> routing.serve(number));
            assertThrows(StoreException.class, () -> routing.serve(77));

            assertEquals("gold", router.route(Host.by("crm:7")).tier());
        }
        try (EmbeddedRouting again = Host.open(directory)) {
            assertEquals("gold", again.newRouter().route(Host.by("crm:7")).tier());
        }
    }

    @Test
    void shouldSayThatSegmentsAreUnavailableWhereTheActiveSetCannotBeRead() throws IOException {
        Host.load(directory, "october", "gold");
        cut(Host.set(directory, 1).resolve("profiles.map"));

        try (EmbeddedRouting routing = Host.open(directory)) {
            final RoutedContact routed = routing.newRouter().route(Host.by("crm:7"));

            assertEquals(List.of("NO_OCCASION", "SEGMENT_UNAVAILABLE"), routed.fallbackCauses());
            assertEquals(List.of("SEGMENT_UNAVAILABLE"), routed.flags());
            assertFalse(routing.isSegmentSetAnswering());
            assertTrue(routing.notes().toString().contains("cannot be served"), routing.notes()::toString);
        }
    }

    @Test
    void shouldCallNobodyUnavailableWhereNoSetWasEverActivated() {
        try (EmbeddedRouting routing = Host.open(directory)) {
            assertEquals(
                    List.of("NO_OCCASION", "UNKNOWN_CUSTOMER"),
                    routing.newRouter().route(Host.by("crm:7")).fallbackCauses());
            assertTrue(routing.isSegmentSetAnswering());
        }
    }

    @Test
    @SuppressWarnings("try") // they are held, not asked
    void shouldFindCustomersAgainWhenALockThatWasStuckIsFree() throws Exception {
        Host.load(directory, "october", "gold");
        try (FullBudget none = new FullBudget();
                EmbeddedRouting routing = Host.open(directory)) {
            final ContactRouter router = routing.newRouter();
            final RoutedContact stuck;
            try (StuckLock lock = StuckLock.of(Host.set(directory, 1), routing.hash("crm:7"))) {
                stuck = router.route(Host.by("crm:7"));
                assertFalse(routing.isSegmentSetAnswering());
            }
            awaitAnswers(routing);

            final RoutedContact freed = router.route(Host.by("crm:7"));

            assertEquals(List.of("NO_OCCASION", "SEGMENT_UNAVAILABLE"), stuck.fallbackCauses());
            assertEquals("gold", freed.tier());
        }
    }

    @Test
    void shouldLoadOneSetAtATime() {
        try (EmbeddedRouting routing = Host.open(directory)) {
            final SegmentSetWriter forgotten = routing.beginSegmentSet(10);

            final StoreException refused = assertThrows(StoreException.class, () -> routing.beginSegmentSet(10));

            assertTrue(refused.getMessage().contains("finish it or close its writer"), refused::getMessage);
            forgotten.close();
            assertEquals(1, write(routing, "october", "gold"));
        }
    }

    @Test
    void shouldLeaveTheNextSetAloneWhereAWriterIsClosedOnceMore() {
        try (EmbeddedRouting routing = Host.open(directory)) {
            final SegmentSetWriter first = routing.beginSegmentSet(21);
            first.close();
            try (SegmentSetWriter second = routing.beginSegmentSet(21)) {
                first.close();
                assertThrows(
                        StoreException.class, () -> routing.beginSegmentSet(21), "the second is being loaded still");

                assertEquals(1, Host.write(second, routing::hash, "october", "gold"));
            }
            first.close();

            assertEquals(List.of(1), numbers(routing));
            assertEquals(List.of(), routing.serve(1));
        }
    }

    @Test
    void shouldEndTheLoadingOfASetWithTheRouting() {
        final SegmentSetWriter left;
        try (EmbeddedRouting routing = Host.open(directory)) {
            left = routing.beginSegmentSet(21);
            final KeyHash key = routing.hash("crm:1");
            left.add(new SegmentKey().set(key.low(), key.high()), new ProfileFlyweight());
        }

        assertThrows(IllegalStateException.class, () -> left.add(new SegmentKey(), new ProfileFlyweight()));
        assertThrows(IllegalStateException.class, () -> left.finish("v", Host.NOON, 1, Map.of(), StoreProgress.NONE));
        left.close();
        try (EmbeddedRouting again = Host.open(directory)) {
            assertEquals(List.of(), numbers(again));
            assertEquals(1, write(again, "october", "gold"));
        }
    }

    @Test
    void shouldEraseNobodyWhileASetIsLoadedThatMayHoldThem() {
        Host.load(directory, "october", "gold");
        try (EmbeddedRouting routing = Host.open(directory);
                SegmentSetWriter writer = routing.beginSegmentSet(21)) {
            assertThrows(StoreException.class, () -> routing.erase("crm:7"));

            final int number = Host.write(writer, routing::hash, "november", "platinum");

            assertEquals(4, routing.erase("crm:7"), "two keys in two sets");
            routing.serve(number);
            assertTrue(
                    routing.newRouter().route(Host.by("crm:7")).fallbackCauses().contains("UNKNOWN_CUSTOMER"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest", "profiles.map"})
    void shouldEraseNobodyWhereAKeptSetCannotBeReadAsAWhole(final String file) throws IOException {
        Host.load(directory, "october", "gold");
        Host.load(directory, "november", "platinum");
        cut(Host.set(directory, 1).resolve(file));

        try (EmbeddedRouting routing = Host.open(directory)) {
            assertThrows(StoreException.class, () -> routing.erase("crm:7"));

            assertEquals("platinum", routing.newRouter().route(Host.by("crm:7")).tier());
        }
    }

    @Test
    void shouldFinishNoSetThatSaysWhatCannotBe() {
        try (EmbeddedRouting routing = Host.open(directory);
                SegmentSetWriter writer = routing.beginSegmentSet(1)) {
            final KeyHash own = routing.hash("crm:1");
            writer.add(
                    new SegmentKey().set(own.low(), own.high()),
                    new ProfileFlyweight().ordinal(ProfileAttribute.TIER, 2).addRisk(3));
            final Map<ProfileAttribute, List<String>> words = Map.of(
                    ProfileAttribute.TIER, List.of("gold", "silver"), ProfileAttribute.RISK, List.of("a", "b", "c"));

            refusesToFinish(writer, "version", "", Host.NOON, 1, words);
            refusesToFinish(writer, "version", "a b", Host.NOON, 1, words);
            refusesToFinish(writer, "version", "v".repeat(65), Host.NOON, 1, words);
            refusesToFinish(writer, "source time", "v", Instant.MAX, 1, words);
            refusesToFinish(writer, "source time", "v", Instant.EPOCH.minusMillis(1), 1, words);
            refusesToFinish(
                    writer,
                    "source time",
                    "v",
                    Host.NOON.plus(Duration.ofDays(1)).plusMillis(1),
                    1,
                    words);
            refusesToFinish(writer, "customers", "v", Host.NOON, -1, words);
            refusesToFinish(writer, "customers", "v", Host.NOON, 2, words);
            refusesToFinish(writer, "tier 2, and there are 1", "v", Host.NOON, 1, with(words, ProfileAttribute.TIER));
            refusesToFinish(writer, "risk 3, and there are 1", "v", Host.NOON, 1, with(words, ProfileAttribute.RISK));

            assertEquals(
                    1,
                    writer.finish("v".repeat(64), Host.NOON.plus(Duration.ofDays(1)), 1, words, StoreProgress.NONE)
                            .number());
        }
    }

    private static Map<ProfileAttribute, List<String>> with(
            final Map<ProfileAttribute, List<String>> words, final ProfileAttribute oneWordOf) {
        final Map<ProfileAttribute, List<String>> fewer = new EnumMap<>(words);
        fewer.put(oneWordOf, List.of("only"));
        return fewer;
    }

    private static void refusesToFinish(
            final SegmentSetWriter writer,
            final String named,
            final String version,
            final Instant sourceTime,
            final long customers,
            final Map<ProfileAttribute, List<String>> words) {
        final IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> writer.finish(version, sourceTime, customers, words, StoreProgress.NONE));
        assertTrue(String.valueOf(refused.getMessage()).contains(named), refused::getMessage);
    }

    @Test
    void shouldSayForHowManyKeysASetWasBegunThatHasNoRoomForMore() {
        try (EmbeddedRouting routing = Host.open(directory);
                SegmentSetWriter writer = routing.beginSegmentSet(1)) {
            final StoreException full = assertThrows(StoreException.class, () -> {
                for (long key = 1; key < 1_000_000; key++) {
                    writer.add(new SegmentKey().set(key, key), new ProfileFlyweight());
                }
            });

            assertTrue(full.getMessage().contains("was begun for 1 keys"), full::getMessage);
            assertThrows(IllegalArgumentException.class, () -> routing.beginSegmentSet(-1));
            assertThrows(IllegalArgumentException.class, () -> routing.beginSegmentSet(Long.MAX_VALUE));
        }
    }

    @Test
    void shouldNameTheSetsThatThereAreWhereOneIsAskedForThatIsNot() {
        Host.load(directory, "october", "gold");
        try (EmbeddedRouting routing = Host.open(directory)) {
            final StoreException refused = assertThrows(StoreException.class, () -> routing.serve(99));

            assertTrue(
                    refused.getMessage().contains("no segment set 99 that can be read; there are [1]"),
                    refused::getMessage);
        }
    }

    @Test
    void shouldRefuseADirectoryWithCorrectionsUnlessTheHostDoesWithoutThem() throws IOException {
        Host.load(directory, "october", "gold");
        Files.write(Host.tenant(directory).resolve("corrections.db"), new byte[] {1});

        final StoreException refused = assertThrows(StoreException.class, () -> Host.open(directory));

        final String said = String.valueOf(refused.getMessage());
        assertTrue(said.contains("corrections.db") && said.contains("WITHOUT_CORRECTIONS"), said);
        try (DataDirectory data = DataDirectory.open(directory, "test", Host.CLOCK)) {
            assertTrue(data.wasCleanlyClosed(), "it was left as it was found");
        }
        try (EmbeddedRouting routing = Host.open(directory, OpeningOption.WITHOUT_CORRECTIONS)) {
            assertEquals("gold", routing.newRouter().route(Host.by("crm:7")).tier());
            final StoreException erasure = assertThrows(StoreException.class, () -> routing.erase("crm:7"));
            assertTrue(String.valueOf(erasure.getMessage()).contains("by the node"), erasure::getMessage);
        }
    }

    private static int write(final EmbeddedRouting routing, final String version, final String tier) {
        try (SegmentSetWriter writer = routing.beginSegmentSet(21)) {
            return Host.write(writer, routing::hash, version, tier);
        }
    }

    private static List<Integer> numbers(final EmbeddedRouting routing) {
        return routing.segmentSets().stream().map(SegmentSetManifest::number).toList();
    }

    private static void cut(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) / 2);
        }
    }

    private static void awaitAnswers(final EmbeddedRouting routing) {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!routing.isSegmentSetAnswering()) {
            assertTrue(System.nanoTime() < deadlineNs, "it is down for a minute");
            LockSupport.parkNanos(10_000_000);
        }
    }
}
