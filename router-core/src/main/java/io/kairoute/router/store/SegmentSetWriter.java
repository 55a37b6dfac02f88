package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.segment.SegmentSetHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import net.openhft.chronicle.map.ChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads one new segment set.
 *
 * <p>Everything goes into a directory with a temporary name. {@link #finish} reads it all back, forces it to the disk and
 * gives the directory its name: the set is there as a whole or not at all. It is served only once it is activated. Closing
 * before that removes what there is, and every other call is an IllegalStateException then.
 *
 * <p>Used by one thread; whoever closes the sets may end it from another.
 */
public final class SegmentSetWriter implements AutoCloseable {
    // What a map takes for each entry that it is made for: record, key, Chronicle's checksum and its index.
    private static final long BYTES_PER_ENTRY = 170;

    private final SegmentSets sets;
    private final int number;
    private final KeyHasher hasher;
    private final InstantSource clock;
    private final Path temporary;
    private final ChronicleMap<SegmentKey, ProfileFlyweight> map;
    private final ContentSum loaded = new ContentSum();
    private final ProfileFlyweight scratch = new ProfileFlyweight();
    private final ReentrantLock turn = new ReentrantLock();
    private final long countedKeys;

    private boolean isFinished;
    private boolean isOver;
    private boolean isClosed;

    SegmentSetWriter(
            final SegmentSets sets,
            final int number,
            final long countedKeys,
            final KeyHasher hasher,
            final InstantSource clock)
            throws IOException {
        this.sets = sets;
        this.number = number;
        this.hasher = hasher;
        this.clock = clock;
        this.countedKeys = countedKeys;
        temporary = DurableFiles.temporary(sets.directory(number));
        if (Files.exists(temporary)) {
            DurableFiles.deleteTemporary(temporary);
        }
        checkSpace(countedKeys);
        Files.createDirectory(temporary, OwnerOnly.directory(temporary));
        map = createMap(countedKeys);
    }

    private ChronicleMap<SegmentKey, ProfileFlyweight> createMap(final long countedKeys) throws IOException {
        try {
            return ProfileMapFile.create(temporary.resolve(SegmentSets.PROFILES), countedKeys);
        } catch (final IOException | RuntimeException e) {
            try {
                DurableFiles.deleteTemporary(temporary);
            } catch (final IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /**
     * Seals a profile and adds it under a key.
     *
     * @return false when the key is there already; the set is then unchanged
     * @throws StoreException when there are far more keys than the set was begun for
     */
    public boolean add(final SegmentKey key, final ProfileFlyweight profile) {
        turn.lock();
        try {
            checkOpen();
            profile.seal();
            scratch.buffer().putBytes(0, profile.buffer(), 0, ProfileFlyweight.LENGTH);
            if (map.putIfAbsent(key, scratch) != null) {
                return false;
            }
            loaded.add(key, profile);
            return true;
        } catch (final IllegalStateException e) {
            throw full(e);
        } finally {
            turn.unlock();
        }
    }

    // Chronicle makes some room beyond what it was asked for, and then no more.
    private RuntimeException full(final IllegalStateException e) {
        return isOver || map.isClosed()
                ? e
                : StoreException.unreadable(
                        "the segment set was begun for " + countedKeys + " keys and has room for no more than "
                                + loaded.count() + ": count them before, and begin it again",
                        e);
    }

    private void checkOpen() {
        if (isOver) {
            throw new IllegalStateException("this segment set was finished or closed: begin another one");
        }
    }

    /**
     * Seals a profile and puts it under a key.
     *
     * @return the profile whose place it took; null when there was none. Valid until the next call.
     */
    public @Nullable ProfileFlyweight put(final SegmentKey key, final ProfileFlyweight profile) {
        turn.lock();
        try {
            checkOpen();
            profile.seal();
            final ProfileFlyweight former = map.getUsing(key, scratch);
            if (former != null) {
                loaded.subtract(key, former);
            }
            map.put(key, profile);
            loaded.add(key, profile);
            return former;
        } catch (final IllegalStateException e) {
            throw full(e);
        } finally {
            turn.unlock();
        }
    }

    /** Entries so far, alternate keys counted. */
    public long keys() {
        return loaded.count();
    }

    /**
     * Checks what was loaded and makes it a set.
     *
     * @param version the set's version, as the source names it; 1 to 64 bytes, no blanks
     * @param sourceTime when the source's data was taken; from 1970 on, and no more than a day ahead of the clock
     * @param customers entries, alternate keys not counted; at most {@link #keys}
     * @param words the words of each word-valued attribute, in the order of their ordinals, which begin with 1
     * @param progress hears of the checking, and then of every piece that was forced to the disk
     * @throws IllegalArgumentException when one of these cannot be, or a record holds the ordinal of no word
     * @throws StoreException when what is read back is not what was added, or the disk refuses
     */
    public SegmentSetManifest finish(
            final String version,
            final Instant sourceTime,
            final long customers,
            final Map<ProfileAttribute, List<String>> words,
            final StoreProgress progress) {
        turn.lock();
        try {
            checkOpen();
            SetDescription.check(version, sourceTime, clock.instant(), customers, loaded.count());
            final OrdinalsInUse ordinals = new OrdinalsInUse();
            final ContentSum stored = ProfileMapFile.scan(map, ordinals, progress);
            ordinals.check(words);
            checkStored(stored);
            return store(
                    new SegmentSetHeader(
                            version, sourceTime.toEpochMilli(), customers, loaded.count(), Map.copyOf(words)),
                    progress);
        } finally {
            turn.unlock();
        }
    }

    private void checkStored(final ContentSum stored) {
        if (stored.count() != loaded.count() || stored.sum() != loaded.sum()) {
            throw StoreException.refused("the segment set was not stored as it was loaded, " + stored.count() + " of "
                    + loaded.count() + " keys were read back: check the disk, and import again");
        }
    }

    private SegmentSetManifest store(final SegmentSetHeader header, final StoreProgress progress) {
        final Path file = temporary.resolve(SegmentSets.PROFILES);
        isOver = true;
        final FileSeal.Locks locks = FileSeal.Locks.of(map);
        map.close();
        try {
            DurableFiles.forceInPieces(file, progress);
            final SegmentKey keyCheck = SegmentSetManifest.keyCheck(hasher);
            final SegmentSetManifest manifest = new SegmentSetManifest(
                    number, header, clock.millis(), keyCheck.low(), keyCheck.high(), FileSeal.of(file, locks));
            DurableFiles.write(temporary.resolve(SegmentSets.MANIFEST), manifest.toBytes());
            DurableFiles.rename(temporary, sets.directory(number));
            isFinished = true;
            sets.finished(this, number);
            return manifest;
        } catch (final IOException e) {
            throw StoreException.io("store the segment set", sets.directory(number), e);
        }
    }

    /** Removes what was loaded, unless it was finished; once, since the next set has the number then. */
    @Override
    public void close() {
        turn.lock();
        try {
            if (isClosed || isFinished) {
                return;
            }
            isClosed = true;
            isOver = true;
            map.close();
            removeUnfinished();
        } catch (final IOException e) {
            throw StoreException.io("remove the unfinished segment set", temporary, e);
        } finally {
            sets.ended(this);
            turn.unlock();
        }
    }

    // It may have its name already, where the disk failed after that.
    private void removeUnfinished() throws IOException {
        if (Files.exists(temporary)) {
            DurableFiles.deleteTemporary(temporary);
        } else if (Files.exists(sets.directory(number))) {
            DurableFiles.deleteTree(sets.directory(number));
        }
    }

    private void checkSpace(final long countedKeys) {
        final long needed = (long) (countedKeys * ProfileMapFile.HEADROOM * BYTES_PER_ENTRY);
        final long usable =
                DiskRoom.of(temporary.resolveSibling("").toAbsolutePath()).usableBytes();
        if (usable < needed + needed / 10) {
            throw StoreException.refused("the segment set needs about " + (needed >> 20) + " MiB in "
                    + temporary.resolveSibling("") + ", where " + (usable >> 20)
                    + " MiB are free: make room, or remove old sets");
        }
    }
}
