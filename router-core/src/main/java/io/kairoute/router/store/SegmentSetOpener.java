package io.kairoute.router.store;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ChronicleSegmentStore;
import io.kairoute.router.segment.ProfileFlyweight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.map.ChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens one segment set, recovering it where its last owner did not close it.
 *
 * <p>After an unclean stop every entry is added up and held against the sum that the set was loaded with. When they agree
 * nothing was lost, and the set is served as it is: a killed reader leaves nothing behind but read locks, and those stop
 * no reader. Only when they disagree, or a lock is stuck, does Chronicle's own recovery run. It takes several times as
 * long, and it must not be the rule, since it takes entries out of the index and puts them back: killed in the middle it
 * would lose one for good.
 */
final class SegmentSetOpener {
    // A set that lost more than one key in a hundred is not served while an earlier one is whole.
    private static final long MOST_LOST_DIVISOR = 100;

    private final KeyHasher hasher;

    SegmentSetOpener(final KeyHasher hasher) {
        this.hasher = hasher;
    }

    /**
     * Opens a set.
     *
     * @param isTrusted whether its last owner closed it
     * @param notes takes what was found
     * @throws StoreException when it cannot be served
     */
    OpenSegmentSet open(final int number, final Path directory, final boolean isTrusted, final List<String> notes) {
        final SegmentSetManifest manifest = SegmentSetManifest.read(directory.resolve(SegmentSets.MANIFEST));
        if (manifest.number() != number) {
            throw StoreException.refused(directory + " holds segment set " + manifest.number());
        }
        if (!manifest.fits(hasher)) {
            throw StoreException.refused("its keys were hashed with another secret: restore the tenant's secret from a"
                    + " backup, or import the segments again");
        }
        final Path file = directory.resolve(SegmentSets.PROFILES);
        try {
            ProfileMapFile.check(file, manifest);
            ProfileMapFile.markReady(file);
            final ChronicleMap<SegmentKey, ProfileFlyweight> map =
                    isTrusted ? openTrusted(file, manifest, notes) : openDoubtful(file, manifest, notes);
            return new OpenSegmentSet(manifest, new ChronicleSegmentStore(map));
        } catch (final IOException | RuntimeException e) {
            throw e instanceof StoreException refused
                    ? refused
                    : StoreException.unreadable(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static ChronicleMap<SegmentKey, ProfileFlyweight> openTrusted(
            final Path file, final SegmentSetManifest manifest, final List<String> notes) throws IOException {
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.open(file);
        noteLoss(map, map.longSize(), manifest, notes);
        return map;
    }

    private static ChronicleMap<SegmentKey, ProfileFlyweight> openDoubtful(
            final Path file, final SegmentSetManifest manifest, final List<String> notes) throws IOException {
        final long start = System.nanoTime();
        final ChronicleMap<SegmentKey, ProfileFlyweight> asItIs = openIfWhole(file, manifest);
        if (asItIs != null) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: recovered %,d keys in %.1f s, all as they were loaded",
                    name(manifest),
                    manifest.header().keys(),
                    secondsSince(start)));
            return asItIs;
        }
        final AtomicLong damages = new AtomicLong();
        final ChronicleMap<SegmentKey, ProfileFlyweight> recovered = ProfileMapFile.recover(file, damages);
        notes.add(String.format(
                Locale.ROOT,
                "%s: recovered %,d of %,d keys in %.1f s, repairing %,d damages",
                name(manifest),
                recovered.longSize(),
                manifest.header().keys(),
                secondsSince(start),
                damages.get()));
        noteLoss(recovered, recovered.longSize(), manifest, notes);
        return recovered;
    }

    // The opened map when every entry is as it was loaded, else null.
    private static @Nullable ChronicleMap<SegmentKey, ProfileFlyweight> openIfWhole(
            final Path file, final SegmentSetManifest manifest) throws IOException {
        final ChronicleMap<SegmentKey, ProfileFlyweight> map = ProfileMapFile.open(file);
        try {
            final ContentSum stored = ProfileMapFile.scan(map, StoreProgress.NONE);
            if (stored.count() == manifest.header().keys() && stored.sum() == manifest.contentSum()) {
                return map;
            }
        } catch (final RuntimeException | InternalError e) {
            // A stuck lock or a broken index, which recovery repairs, or a fault, which it will meet again.
        }
        map.close();
        return null;
    }

    private static void noteLoss(
            final ChronicleMap<SegmentKey, ProfileFlyweight> map,
            final long keys,
            final SegmentSetManifest manifest,
            final List<String> notes) {
        final long lost = manifest.header().keys() - keys;
        if (lost > manifest.header().keys() / MOST_LOST_DIVISOR) {
            map.close();
            throw StoreException.refused(String.format(
                    Locale.ROOT,
                    "%,d of its %,d keys are lost",
                    lost,
                    manifest.header().keys()));
        }
        if (lost > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %,d keys are lost and count as unknown customers: import the segments again",
                    name(manifest),
                    lost));
        }
    }

    private static String name(final SegmentSetManifest manifest) {
        return "segment set " + manifest.number() + " (" + manifest.header().version() + ")";
    }

    private static double secondsSince(final long startNs) {
        return (System.nanoTime() - startNs) / 1e9;
    }
}
