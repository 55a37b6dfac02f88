package io.kairoute.router.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.segment.FullBudget;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.StuckLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
