package io.kairoute.router.store;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.ProfileMarshaller;
import io.kairoute.router.segment.SegmentKeyAccess;
import io.kairoute.router.segment.SegmentKeyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.MapSegmentContext;

/**
 * Makes, opens, recovers and scans the Chronicle Map file of one segment set.
 *
 * <p>Chronicle Map trusts its file: a foreign one can name any class in its head, one without the ready mark is waited for
 * a minute, and a truncated one faults when read. So the file's length and head are held against the set's manifest before
 * Chronicle sees it.
 */
final class ProfileMapFile {
    /** A map is made for so many times the keys that it will hold, so that its stripes never run full. */
    static final double HEADROOM = 1.5;

    private static final long FEWEST_ENTRIES = 1_024;
    private static final String LOCK_TIMEOUT = "net.openhft.chronicle.map.lockTimeoutSeconds";
    private static final int LOCK_TIMEOUT_S = 1;

    // The head: eight bytes of checksum, the size word, then so many bytes of text. The size word's top bit is the mark
    // "not ready", the only part that ever changes.
    private static final int SIZE_WORD_OFFSET = Long.BYTES;
    private static final int TEXT_OFFSET = SIZE_WORD_OFFSET + Integer.BYTES;
    private static final int SIZE_MASK = 0x3FFF_FFFF;
    private static final int NOT_READY = 0x8000_0000;
    private static final int MOST_HEAD_BYTES = 64 * 1024;

    static {
        // Chronicle's own time-out is a minute, far too long for an event loop. A host that sets one keeps it.
        if (System.getProperty(LOCK_TIMEOUT) == null) {
            System.setProperty(LOCK_TIMEOUT, String.valueOf(LOCK_TIMEOUT_S));
            BigSegmentHeader.LOCK_TIMEOUT_SECONDS = LOCK_TIMEOUT_S;
        }
    }

    private ProfileMapFile() {}

    /** What a file looks like from outside: its length, its head's length, its head's CRC32C. */
    record Shape(long fileBytes, int headBytes, int headCrc) {}

    static ChronicleMap<SegmentKey, ProfileFlyweight> create(final Path file, final long keys) throws IOException {
        return builder()
                .entries(Math.max(FEWEST_ENTRIES, (long) (keys * HEADROOM)))
                .keyReaderAndDataAccess(new SegmentKeyReader(), new SegmentKeyAccess())
                .valueMarshaller(new ProfileMarshaller())
                .constantKeySizeBySample(new SegmentKey())
                .constantValueSizeBySample(new ProfileFlyweight())
                .putIfAbsentUsingValue(true)
                .putReturnsNull(true)
                .createPersistedTo(file.toFile());
    }

    static ChronicleMap<SegmentKey, ProfileFlyweight> open(final Path file) throws IOException {
        return builder().createPersistedTo(file.toFile());
    }

    /** Opens a file that its last owner may have died over: frees locks, drops entries that do not check out. */
    static ChronicleMap<SegmentKey, ProfileFlyweight> recover(final Path file, final AtomicLong damages)
            throws IOException {
        return builder().recoverPersistedTo(file.toFile(), true, damage -> damages.incrementAndGet());
    }

    static Shape shape(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final int headBytes = TEXT_OFFSET + (sizeWord(channel) & SIZE_MASK);
            if (headBytes > MOST_HEAD_BYTES || headBytes > channel.size()) {
                return new Shape(channel.size(), 0, 0);
            }
            final ByteBuffer head = ByteBuffer.allocate(headBytes).order(ByteOrder.LITTLE_ENDIAN);
            while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
                // until it is whole
            }
            head.putInt(SIZE_WORD_OFFSET, head.getInt(SIZE_WORD_OFFSET) & SIZE_MASK);
            final CRC32C crc = new CRC32C();
            crc.update(head.array());
            return new Shape(channel.size(), headBytes, (int) crc.getValue());
        }
    }

    /**
     * Holds a file against what the manifest says of it.
     *
     * @throws StoreException when it is missing, cut off or not the one that was loaded
     */
    static void check(final Path file, final SegmentSetManifest manifest) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw StoreException.refused(file + " is missing");
        }
        final Shape shape = shape(file);
        if (shape.fileBytes() < manifest.fileBytes()) {
            throw StoreException.refused(
                    file + " is cut off, it has " + shape.fileBytes() + " of " + manifest.fileBytes() + " bytes");
        }
        if (shape.headBytes() != manifest.headBytes() || shape.headCrc() != manifest.headCrc()) {
            throw StoreException.refused(file + " is not the file that was loaded, its head is another");
        }
    }

    /** Sets the ready mark, which is missing where a recovery was killed and would be waited for. */
    static void markReady(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final int sizeWord = sizeWord(channel);
            if ((sizeWord & NOT_READY) != 0) {
                final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                channel.write(word.putInt(0, sizeWord & SIZE_MASK), SIZE_WORD_OFFSET);
                channel.force(true);
            }
        }
    }

    /** Adds up every entry of a map. */
    static ContentSum scan(final ChronicleMap<SegmentKey, ProfileFlyweight> map, final StoreProgress progress) {
        final ContentSum sum = new ContentSum();
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        for (int stripe = 0; stripe < map.segments(); stripe++) {
            progress.at(stripe, map.segments());
            try (MapSegmentContext<SegmentKey, ProfileFlyweight, ?> context = map.segmentContext(stripe)) {
                context.forEachSegmentEntry(entry ->
                        sum.add(entry.key().getUsing(key), entry.value().getUsing(profile)));
            }
        }
        progress.at(map.segments(), map.segments());
        return sum;
    }

    private static int sizeWord(final FileChannel channel) throws IOException {
        final ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.read(word, SIZE_WORD_OFFSET);
        return word.getInt(0);
    }

    // Chronicle's exit hook would close the map under routers that are still answering; the owner closes it.
    private static ChronicleMapBuilder<SegmentKey, ProfileFlyweight> builder() {
        return ChronicleMap.of(SegmentKey.class, ProfileFlyweight.class)
                .name("segment set")
                .skipCloseOnExitHook(true);
    }
}
