package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.kairoute.router.key.KeyHash;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is read in blocks of a mebibyte; nothing of a customer may be lost between two of them. */
class CustomerTracesTest {
    private static final int BLOCK_BYTES = 1024 * 1024;
    private static final int HEAD_BYTES = 4_096;
    private static final int FILE_BYTES = HEAD_BYTES + 2 * BLOCK_BYTES;
    private static final KeyHasher HASHER = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
    private static final KeyHash CANONICAL = KeyHash.of(HASHER, "crm:1");
    private static final KeyHash OTHER = KeyHash.of(HASHER, "tel:1");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldFindAKeyThatBeginsInOneBlockAndEndsInTheNext() throws IOException {
        for (int before = 0; before <= KeyHash.BYTES; before++) {
            final Path file = entryAt(HEAD_BYTES + BLOCK_BYTES - before);

            final CustomerTraces traces = traces(file, OTHER);

            assertEquals(1, traces.entries(), "bytes in the first block=" + before);
            assertEquals(Set.of(OTHER, CANONICAL), traces.keys(), "bytes in the first block=" + before);
        }
    }

    @Test
    void shouldFindTheEntryWhoseRecordHasTheKeyAcrossTwoBlocks() throws IOException {
        for (int before = 0; before <= KeyHash.BYTES; before++) {
            final int canonicalAt = HEAD_BYTES + BLOCK_BYTES - before;
            final Path file = entryAt(canonicalAt - ProfileFlyweight.CANONICAL_OFFSET - KeyHash.BYTES);

            final CustomerTraces traces = traces(file, CANONICAL);

            assertEquals(1, traces.entries(), "bytes in the first block=" + before);
            assertEquals(Set.of(OTHER), traces.keys(), "bytes in the first block=" + before);
        }
    }

    private static CustomerTraces traces(final Path file, final KeyHash hash) throws IOException {
        final ErasedCustomer erased = new ErasedCustomer(CANONICAL, customer -> false);
        return CustomerTraces.in(file, HEAD_BYTES, erased, List.of(hash), StoreProgress.NONE);
    }

    /** A file with one entry: a customer under another key than the canonical one. */
    private Path entryAt(final int place) throws IOException {
        final byte[] bytes = new byte[FILE_BYTES];
        final ProfileFlyweight record = new ProfileFlyweight()
                .reset()
                .canonical(CANONICAL.low(), CANONICAL.high())
                .seal();
        System.arraycopy(OTHER.toBytes(), 0, bytes, place, KeyHash.BYTES);
        System.arraycopy(record.bytes(), 0, bytes, place + KeyHash.BYTES, ProfileFlyweight.LENGTH);
        return Files.write(directory.resolve("profiles.map"), bytes);
    }
}
