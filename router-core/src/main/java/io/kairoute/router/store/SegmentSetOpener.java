package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ChronicleSegmentStore;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Opens one segment set, recovering it where its last owner did not close it.
 *
 * <p>After an unclean stop the whole file is held against its seal. When it fits, nothing was lost: a killed reader leaves
 * nothing behind but locks, and those are put back. Only when it does not fit does Chronicle's own recovery run. That takes
 * many times as long, and it must not be the rule, since it takes entries out of the index and puts them back: killed in
 * the middle it would lose one for good.
 *
 * <p>Disks lose bits without any kill, so a file that is read in an instant is held against its seal after a clean stop,
 * too.
 */
final class SegmentSetOpener {
    /** Files up to this length are checked at every opening; a disk reads them in a second or two. */
    static final long ALWAYS_CHECKED_BYTES = 256L * 1024 * 1024;

    // A set that lost more than one key in a hundred is not served while an earlier one is whole.
    private static final long MOST_LOST_DIVISOR = 100;

    private final KeyHasher hasher;
    private final IndexBudget indexes;
    private final long alwaysCheckedBytes;

    SegmentSetOpener(final KeyHasher hasher, final IndexBudget indexes, final long alwaysCheckedBytes) {
        this.hasher = hasher;
        this.indexes = indexes;
        this.alwaysCheckedBytes = alwaysCheckedBytes;
    }

    /** What is known of a set before it is opened. */
    enum Trust {
        /** This process loaded or opened it before. */
        CHECKED,
        /** Its last owner closed it. */
        CLOSED,
        /** Its last owner did not. */
        LEFT
    }

    /** What a set is opened for. */
    enum Use {
        /** Single customers are looked up: the read index is built where there is room for it. */
        LOOKUPS,
        /** Every entry is read once: an index would cost its heap and a pass over the file for nothing. */
        SCANS
    }

    /**
     * Opens a set.
     *
     * @param notes takes what was found
     * @throws StoreException when it cannot be served
     */
    OpenSegmentSet open(
            final int number, final Path directory, final Trust trust, final Use use, final List<String> notes) {
        final SegmentSetManifest manifest = manifest(number, directory);
        final Path file = directory.resolve(SegmentSets.PROFILES);
        try {
            manifest.seal().checkHead(file);
            if (trust != Trust.CHECKED) {
                manifest.seal().markReady(file);
                manifest.seal().freeLocks(file);
            }
            final boolean isTaken = trust == Trust.CHECKED
                    || (trust == Trust.CLOSED && manifest.seal().fileBytes() > alwaysCheckedBytes);
            final ChronicleMap<SegmentKey, ProfileFlyweight> map =
                    isTaken ? ProfileMapFile.open(file) : openChecked(file, manifest, trust, notes);
            final OpenSegmentSet opened = new OpenSegmentSet(manifest, new ChronicleSegmentStore(map, file, indexes));
            if (use == Use.LOOKUPS) {
                index(opened, notes);
            }
            return opened;
        } catch (final IOException | RuntimeException e) {
            throw e instanceof StoreException refused
                    ? refused
                    : StoreException.unreadable(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private void index(final OpenSegmentSet opened, final List<String> notes) throws IOException {
        final ChronicleSegmentStore store = opened.store();
        boolean isFaulty = true;
        try {
            if (!store.indexIfRoom()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s is looked up in its file: its read index needs %,d KiB of heap, and the indexes of this process"
                                + " may have %,d KiB, of which %,d are taken",
                        name(opened.manifest()),
                        store.indexBytes() >> 10,
                        indexes.bytes() >> 10,
                        indexes.taken() >> 10));
            }
            isFaulty = false;
        } finally {
            if (isFaulty) {
                opened.close();
            }
        }
    }

    private SegmentSetManifest manifest(final int number, final Path directory) {
        try {
            SetBlanking.finish(directory);
        } catch (final IOException e) {
            throw StoreException.io("finish an erasure in", directory, e);
        }
        final SegmentSetManifest manifest = SegmentSetManifest.read(directory.resolve(SegmentSets.MANIFEST));
        if (manifest.number() != number) {
            throw StoreException.refused(directory + " holds segment set " + manifest.number());
        }
        if (!manifest.fits(hasher)) {
            throw StoreException.refused("its keys were hashed with another secret: restore the tenant's secret from a"
                    + " backup, or import the segments again");
        }
        return manifest;
    }

    private static ChronicleMap<SegmentKey, ProfileFlyweight> openChecked(
            final Path file, final SegmentSetManifest manifest, final Trust trust, final List<String> notes)
            throws IOException {
        final long startNs = System.nanoTime();
        if (!manifest.seal().fitsBody(file, StoreProgress.NONE)) {
            return recover(file, manifest, startNs, notes);
        }
        if (trust == Trust.CLOSED) {
            return ProfileMapFile.open(file);
        }
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.open(file);
        notes.add(String.format(
                Locale.ROOT,
                "%s: recovered %,d keys in %.1f s, all as they were loaded",
                name(manifest),
                map.longSize(),
                secondsSince(startNs)));
        return map;
    }

    private static ChronicleMap<SegmentKey, ProfileFlyweight> recover(
            final Path file, final SegmentSetManifest manifest, final long startNs, final List<String> notes)
            throws IOException {
        final AtomicLong damages = new AtomicLong();
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.recover(file, damages);
        final long keys = manifest.header().keys();
        final long lost = keys - map.longSize();
        if (lost > keys / MOST_LOST_DIVISOR) {
            map.close();
            throw StoreException.refused(
                    String.format(Locale.ROOT, "%s is damaged, and %,d of its %,d keys are lost", file, lost, keys));
        }
        notes.add(String.format(
                Locale.ROOT,
                "%s: its file is damaged; recovered %,d of %,d keys in %.1f s, repairing %,d damages: import the"
                        + " segments again, the customers lost count as unknown until then",
                name(manifest),
                map.longSize(),
                keys,
                secondsSince(startNs),
                damages.get()));
        return map;
    }

    private static String name(final SegmentSetManifest manifest) {
        return "segment set " + manifest.number() + " (" + manifest.header().version() + ")";
    }

    private static double secondsSince(final long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }
}
