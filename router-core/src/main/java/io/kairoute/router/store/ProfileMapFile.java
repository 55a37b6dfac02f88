package io.kairoute.router.store;

import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.ProfileMarshaller;
import io.kairoute.router.segment.SegmentKeyAccess;
import io.kairoute.router.segment.SegmentKeyReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.hash.impl.util.jna.PosixFallocate;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.MapSegmentContext;

/** Makes, opens, recovers and scans the Chronicle Map file of one segment set. */
final class ProfileMapFile {
    /** A map is made for so many times the keys that it will hold, so that its stripes never run full. */
    static final double HEADROOM = 1.5;

    private static final long FEWEST_ENTRIES = 1_024;

    private ProfileMapFile() {}

    static ChronicleMap<SegmentKey, ProfileFlyweight> create(final Path file, final long keys) throws IOException {
        // Chronicle would let others read it, and takes an empty file for a new one.
        final Path own = Files.createFile(file, OwnerOnly.file(file));
        // Chronicle asks for the file's disk by its mount before it reserves room, and fails where the table of mounts
        // does not name it.
        final boolean isMountNamed = DiskRoom.isMountNamed(own);
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = builder()
                .sparseFile(!isMountNamed)
                .entries(Math.max(FEWEST_ENTRIES, (long) (keys * HEADROOM)))
                .keyReaderAndDataAccess(new SegmentKeyReader(), new SegmentKeyAccess())
                .valueMarshaller(new ProfileMarshaller())
                .constantKeySizeBySample(new SegmentKey())
                .constantValueSizeBySample(new ProfileFlyweight())
                .putIfAbsentUsingValue(true)
                .putReturnsNull(true)
                .createPersistedTo(own.toFile());
        if (!isMountNamed) {
            reserve(own, map);
        }
        return map;
    }

    // A page of a mapped file without room behind it ends the process when it is written to.
    private static void reserve(final Path file, final ChronicleMap<SegmentKey, ProfileFlyweight> map)
            throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            PosixFallocate.fallocate(open.getFD(), 0, open.length());
        } catch (final IOException e) {
            map.close();
            throw e;
        }
    }

    static ChronicleMap<SegmentKey, ProfileFlyweight> open(final Path file) throws IOException {
        return builder().createPersistedTo(file.toFile());
    }

    /** Opens a file that its last owner may have died over: frees locks, drops entries that do not check out. */
    static ChronicleMap<SegmentKey, ProfileFlyweight> recover(final Path file, final AtomicLong damages)
            throws IOException {
        return builder().recoverPersistedTo(file.toFile(), true, damage -> damages.incrementAndGet());
    }

    /**
     * Adds up every entry of a map.
     *
     * @param ordinals takes note of every record
     */
    static ContentSum scan(
            final ChronicleMap<SegmentKey, ProfileFlyweight> map,
            final OrdinalsInUse ordinals,
            final StoreProgress progress) {
        final ContentSum sum = new ContentSum();
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        for (int stripe = 0; stripe < map.segments(); stripe++) {
            progress.at(stripe, map.segments());
            try (MapSegmentContext<SegmentKey, ProfileFlyweight, ?> context = map.segmentContext(stripe)) {
                context.forEachSegmentEntry(entry -> {
                    sum.add(entry.key().getUsing(key), entry.value().getUsing(profile));
                    ordinals.add(profile);
                });
            }
        }
        progress.at(map.segments(), map.segments());
        return sum;
    }

    // Chronicle's exit hook would close the map under routers that are still answering; the owner closes it.
    private static ChronicleMapBuilder<SegmentKey, ProfileFlyweight> builder() {
        return ChronicleMap.of(SegmentKey.class, ProfileFlyweight.class)
                .name("segment set")
                .skipCloseOnExitHook(true);
    }
}
