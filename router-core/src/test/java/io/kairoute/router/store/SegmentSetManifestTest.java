package io.kairoute.router.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.SegmentSetHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentSetManifestTest {
    private static final KeyHasher HASHER = new KeyHasher(new byte[16]);

    @TempDir
    private Path temp;

    @Test
    void shouldReadWhatItWrote() throws IOException {
        final SegmentSetManifest written = manifest();

        final SegmentSetManifest read = SegmentSetManifest.read(Files.write(temp.resolve("m"), written.toBytes()));

        assertEquals(written, read);
        assertEquals(List.of("neu", "treu, größer"), read.header().words(ProfileAttribute.LIFECYCLE));
        assertEquals(List.of(), read.header().words(ProfileAttribute.CHURN_BAND));
        assertTrue(read.fits(HASHER));
        assertFalse(read.fits(new KeyHasher(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));
    }

    @Test
    void shouldNoticeEveryFlippedBitAndEveryCut() throws IOException {
        final byte[] bytes = manifest().toBytes();

        for (int bit = 0; bit < bytes.length * 8; bit++) {
            final byte[] damaged = bytes.clone();
            damaged[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertUnreadable(damaged);
        }
        for (int length = 0; length < bytes.length; length++) {
            assertUnreadable(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void shouldRefuseANewerFormat() throws IOException {
        final byte[] bytes = manifest().toBytes();
        ByteBuffer.wrap(bytes).putInt(4, 2);

        final StoreException refused = assertUnreadable(bytes);

        assertEquals(
                temp.resolve("m")
                        + " has format 2, this version reads up to 1: use the version that wrote it, or a newer"
                        + " one, or import the set again",
                refused.getMessage());
    }

    private StoreException assertUnreadable(final byte[] bytes) throws IOException {
        final Path file = Files.write(temp.resolve("m"), bytes);
        return assertThrows(StoreException.class, () -> SegmentSetManifest.read(file));
    }

    private static SegmentSetManifest manifest() {
        final SegmentKey check = SegmentSetManifest.keyCheck(HASHER);
        final Map<ProfileAttribute, List<String>> words = new EnumMap<>(ProfileAttribute.class);
        words.put(ProfileAttribute.TIER, List.of("platinum", "standard"));
        words.put(ProfileAttribute.LIFECYCLE, List.of("neu", "treu, größer"));
        return new SegmentSetManifest(
                7,
                new SegmentSetHeader("2026-11", 1_790_000_000_000L, 10, 12, words),
                1_795_000_000_000L,
                check.low(),
                check.high(),
                new FileSeal(1 << 20, 8_192, 99, -7, 16, 192, 0));
    }
}
