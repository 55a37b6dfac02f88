package io.kairoute.gateway.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentLookup;
import io.kairoute.router.store.ChildJvm;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills imports at seeded moments, and opens what they left. */
class ImportCrashTest {
    private static final int CUSTOMERS = 4_000;
    private static final int LATEST_KILL_MS = 1_500;

    @TempDir
    private Path temp;

    @Test
    void shouldServeTheLastCompleteImportAfterKills() throws Exception {
        killImports(3, 21);
    }

    @Test
    @Tag("slow")
    void shouldServeTheLastCompleteImportAfterManyKills() throws Exception {
        killImports(25, 22);
    }

    private void killImports(final int kills, final long seed) throws IOException, InterruptedException {
        final Random random = new Random(seed);
        final Path data = temp.resolve("data");
        final Path csv = writeCustomers();
        final Path mapping = Files.writeString(
                temp.resolve("mapping.yaml"),
                "format: 1\nkey: {column: id, type: crm}\ntiers: [{tier: gold}]\nvalue: {column: value}\n");
        int active = 0;
        for (int kill = 0; kill < kills; kill++) {
            final String moment = "seed=" + seed + " kill=" + kill;
            final ChildJvm child = ChildJvm.of(ImportChild.class, data.toString(), csv.toString(), mapping.toString());
            child.awaitLine("importing");
            if (active == 0) {
                active = number(child.awaitLine("imported"));
            }
            assertFalse(child.endsWithin(random.nextInt(LATEST_KILL_MS)), moment);
            child.kill();
            final int reported = child.readToEnd()
                    .lines()
                    .filter(line -> line.startsWith("imported "))
                    .mapToInt(ImportCrashTest::number)
                    .max()
                    .orElse(active);

            active = assertServed(data, reported, moment);
        }
    }

    private static int assertServed(final Path path, final int reported, final String moment) {
        try (DataDirectory data = DataDirectory.open(path, "test", InstantSource.system())) {
            final TenantFolder tenant = data.tenant("default");
            final KeyHasher hasher = TenantSecret.open(tenant).hasher();
            final SegmentOpening opening = new SegmentSets(tenant, hasher, InstantSource.system()).openActive();
            assertTrue(data.notes().get(0).contains("(kairoute segments import, since "), moment + data.notes());
            try (OpenSegmentSet set = Objects.requireNonNull(opening.set(), () -> moment + opening.notes())) {
                assertEquals(CUSTOMERS, found(set, hasher), moment);
                final int number = set.manifest().number();
                assertTrue(number == reported || number == reported + 1, moment + " " + number + " " + reported);
                return number;
            }
        }
    }

    private static int found(final OpenSegmentSet set, final KeyHasher hasher) {
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        int found = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            final byte[] typed = ("crm:" + i).getBytes(StandardCharsets.US_ASCII);
            hasher.hash(typed, 0, typed.length, key);
            if (set.store().record(key, profile) == SegmentLookup.FOUND && profile.valueCents() == i * 100L) {
                found++;
            }
        }
        return found;
    }

    private Path writeCustomers() throws IOException {
        final StringBuilder csv = new StringBuilder("id,value\n");
        for (int i = 0; i < CUSTOMERS; i++) {
            csv.append(i).append(',').append(i).append('\n');
        }
        return Files.writeString(temp.resolve("customers.csv"), csv);
    }

    private static int number(final String line) {
        return Integer.parseInt(line.substring("imported ".length()));
    }
}
