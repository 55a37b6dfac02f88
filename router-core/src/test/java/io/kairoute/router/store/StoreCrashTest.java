package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that imports or serves at seeded moments, and opens what it left. */
class StoreCrashTest {
    private static final int CUSTOMERS = 5_000;
    private static final int LATEST_KILL_MS = 1_200;

    @TempDir
    private Path temp;

    @Test
    void shouldServeTheLastCompleteSetAfterKillsDuringImport() throws Exception {
        killImports(4, 11);
    }

    @Test
    void shouldServeTheWholeSetAfterKillsWhileServing() throws Exception {
        killReaders(3, 12);
    }

    @Test
    @Tag("slow")
    void shouldServeTheLastCompleteSetAfterManyKillsDuringImport() throws Exception {
        killImports(25, 13);
    }

    @Test
    @Tag("slow")
    void shouldServeTheWholeSetAfterManyKillsWhileServing() throws Exception {
        killReaders(25, 14);
    }

    private void killImports(final int kills, final long seed) throws IOException, InterruptedException {
        final Random random = new Random(seed);
        int active = loadFirst();
        for (int kill = 0; kill < kills; kill++) {
            final String moment = "seed=" + seed + " kill=" + kill;
            final ChildJvm child = ChildJvm.of(StoreChild.class, "load", temp.toString(), String.valueOf(CUSTOMERS));
            child.awaitLine("loading");
            assertFalse(child.endsWithin(random.nextInt(LATEST_KILL_MS)), moment);
            child.kill();
            final int reported = lastActivated(child.readToEnd(), active);

            try (DataDirectory data = DataDirectory.open(temp, "test", InstantSource.system())) {
                final SegmentOpening opening = sets(data).openActive();
                try (OpenSegmentSet set = present(opening, moment)) {
                    active = set.manifest().number();
                    assertTrue(
                            active == reported || active == reported + 1,
                            moment + " reported=" + reported + " served=" + active);
                    assertEquals(CUSTOMERS, SetFixture.found(set.store(), CUSTOMERS), moment);
                    assertTrue(
                            opening.notes().get(0).contains("recovered 5,000 keys"),
                            opening.notes().toString());
                }
                assertTrue(
                        data.notes().stream().anyMatch(note -> note.contains("did not stop cleanly")),
                        data.notes().toString());
            }
        }
    }

    private void killReaders(final int kills, final long seed) throws IOException, InterruptedException {
        final Random random = new Random(seed);
        loadFirst();
        for (int kill = 0; kill < kills; kill++) {
            final String moment = "seed=" + seed + " kill=" + kill;
            final ChildJvm child = ChildJvm.of(StoreChild.class, "read", temp.toString());
            final String serving = child.awaitLine("serving");
            assertEquals(kill > 0, serving.contains("recovered 5,000 keys"), moment + " " + serving);
            assertFalse(child.endsWithin(random.nextInt(LATEST_KILL_MS)), moment);
            child.kill();
        }
        try (DataDirectory data = DataDirectory.open(temp, "test", InstantSource.system())) {
            try (OpenSegmentSet set = present(sets(data).openActive(), "seed=" + seed)) {
                assertEquals(CUSTOMERS, SetFixture.found(set.store(), CUSTOMERS));
                assertTrue(set.store().probe(1_000));
            }
        }
    }

    private int loadFirst() {
        try (DataDirectory data = DataDirectory.open(temp, "test", InstantSource.system())) {
            final SegmentSets sets = sets(data);
            final int number = SetFixture.load(sets, "first", CUSTOMERS);
            sets.activate(number);
            return number;
        }
    }

    private static SegmentSets sets(final DataDirectory data) {
        final TenantFolder tenant = data.tenant("default");
        return new SegmentSets(tenant, TenantSecret.open(tenant).hasher(), InstantSource.system());
    }

    private static int lastActivated(final String said, final int before) {
        return said.lines()
                .filter(line -> line.startsWith("activated "))
                .mapToInt(line -> Integer.parseInt(line.substring("activated ".length())))
                .max()
                .orElse(before);
    }

    private static OpenSegmentSet present(final SegmentOpening opening, final String moment) {
        final OpenSegmentSet set = opening.set();
        if (set == null) {
            throw new AssertionError(moment + ": no set was opened: " + opening.notes());
        }
        return set;
    }
}
