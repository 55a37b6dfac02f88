package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 660 random bit flips and cuts over what a data directory keeps for segment sets. What is not noticed at the next opening
 * must be harmless: every customer is found with its own values.
 */
class SegmentSetFlipTest {
    private static final int CUSTOMERS = 400;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("kairoute.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int noticed;
    private int meaningless;

    /** Tells whether a damaged file is noticed; throws where it does harm unnoticed. */
    @FunctionalInterface
    private interface Look {
        boolean isNoticed(String name);
    }

    @Test
    void shouldNoticeDamageToAnyFileOfASegmentSet() throws IOException {
        fill();
        final Path segments = directory.resolve("tenants/default/segments");

        damage(segments.resolve("set-000001/profiles.map"), 300, 60, this::opened);
        damage(segments.resolve("set-000001/manifest"), 90, 30, this::opened);
        damage(segments.resolve("active"), 30, 10, this::opened);

        System.out.println("segment set: noticed=" + noticed + " meaningless=" + meaningless);
        assertTrue(noticed > 450, "noticed=" + noticed + " seed=" + seed);
    }

    @Test
    void shouldNoticeDamageToSecretAndFormat() throws IOException {
        fill();

        damage(directory.resolve("tenants/default/secret"), 70, 20, this::opened);
        damage(directory.resolve("FORMAT"), 35, 15, this::openedDirectory);

        System.out.println("secret and format: noticed=" + noticed + " meaningless=" + meaningless);
        assertTrue(noticed > 100, "noticed=" + noticed + " seed=" + seed);
    }

    // The set was closed properly, and is small enough to be scanned at each start.
    private boolean opened(final String name) {
        final TenantFolder folder = new TenantFolder(directory.resolve("tenants/default"), true);
        try {
            final SegmentOpening opening =
                    new SegmentSets(folder, TenantSecret.open(folder).hasher(), InstantSource.system()).openActive();
            try (OpenSegmentSet set = opening.set()) {
                assertTrue(set != null || !opening.notes().isEmpty(), name);
                if (set != null) {
                    final int found = SetFixture.found(set.store(), CUSTOMERS);
                    assertTrue(found == CUSTOMERS || !opening.notes().isEmpty(), name);
                }
            }
            return !opening.notes().isEmpty();
        } catch (final StoreException e) {
            return true;
        }
    }

    private boolean openedDirectory(final String name) {
        try {
            DataDirectory.open(directory, "test", InstantSource.system()).close();
            return false;
        } catch (final StoreException e) {
            return true;
        }
    }

    private void damage(final Path file, final int flips, final int cuts, final Look look) throws IOException {
        final byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < flips + cuts; i++) {
            final int at = random.nextInt(whole.length);
            final byte[] damaged = i < flips ? whole.clone() : Arrays.copyOf(whole, at);
            if (i < flips) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            final boolean isNoticed = look.isNoticed(
                    "seed=" + seed + (i < flips ? " flipped at=" : " cut at=") + at + " of " + file.getFileName());
            noticed += isNoticed ? 1 : 0;
            meaningless += isNoticed ? 0 : 1;
        }
        Files.write(file, whole);
    }

    private void fill() {
        try (DataDirectory data = DataDirectory.open(directory, "test", InstantSource.system())) {
            final TenantFolder folder = data.tenant("default");
            final SegmentSets sets =
                    new SegmentSets(folder, TenantSecret.open(folder).hasher(), InstantSource.system());
            sets.activate(SetFixture.load(sets, "v1", CUSTOMERS));
        }
        assertFalse(opened("as it was written"));
    }
}
