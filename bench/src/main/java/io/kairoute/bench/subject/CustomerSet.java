package io.kairoute.bench.subject;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreProgress;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A stored segment set of so many {@link Customers}, built once and kept in the cache directory.
 *
 * <p>Thread-confined: owned by whoever opened it.
 */
public final class CustomerSet implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.fixed(Subject.NOW);

    private final DataDirectory directory;
    private final KeyHasher hasher;
    private final OpenSegmentSet set;
    private final Path mapFile;

    private CustomerSet(
            final DataDirectory directory, final KeyHasher hasher, final OpenSegmentSet set, final Path mapFile) {
        this.directory = directory;
        this.hasher = hasher;
        this.set = set;
        this.mapFile = mapFile;
    }

    /** Opens the set of so many customers, building it where it is not there yet. */
    public static CustomerSet open(final long customers) {
        return open(CacheDirectory.path().resolve("customers-" + customers), customers);
    }

    /** Opens a set in a directory of the caller's. */
    public static CustomerSet open(final Path path, final long customers) {
        final DataDirectory directory = DataDirectory.open(path, "kairoute bench", CLOCK);
        try {
            final TenantFolder folder = directory.tenant("default");
            final KeyHasher hasher = TenantSecret.open(folder).hasher();
            final SegmentSets sets = new SegmentSets(folder, hasher, CLOCK);
            if (sets.activeNumber() == null) {
                sets.activate(build(sets, hasher, customers).number());
            }
            final OpenSegmentSet opened = sets.openActive().set();
            if (opened == null || opened.header().customers() != customers) {
                throw new IllegalStateException(
                        path + " holds another set than this benchmark's; remove it, and it is built again");
            }
            final Path map = folder.segments()
                    .resolve(String.format("set-%06d", opened.manifest().number()))
                    .resolve("profiles.map");
            return new CustomerSet(directory, hasher, opened, map);
        } catch (final RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static SegmentSetManifest build(final SegmentSets sets, final KeyHasher hasher, final long customers) {
        final SegmentKey key = new SegmentKey();
        final ProfileFlyweight profile = new ProfileFlyweight();
        try (SegmentSetWriter writer = sets.begin(customers)) {
            for (long i = 0; i < customers; i++) {
                hash(hasher, Customers.key(i), key);
                Customers.fill(profile, i).canonical(key.low(), key.high());
                if (!writer.add(key, profile)) {
                    throw new IllegalStateException("customer " + i + " has the key of another");
                }
            }
            return writer.finish("bench-" + customers, Subject.NOW, customers, Customers.WORDS, StoreProgress.NONE);
        }
    }

    /** Hashes a typed key. */
    static void hash(final KeyHasher hasher, final String typedKey, final SegmentKey into) {
        final byte[] bytes = typedKey.getBytes(StandardCharsets.UTF_8);
        hasher.hash(bytes, 0, bytes.length, into);
    }

    /** Hashes the key of one customer. */
    public void hash(final long customer, final SegmentKey into) {
        hash(hasher, Customers.key(customer), into);
    }

    /** The opened set. */
    public OpenSegmentSet set() {
        return set;
    }

    /** What hashes its keys. */
    public KeyHasher hasher() {
        return hasher;
    }

    /** The file of its Chronicle Map. */
    public Path mapFile() {
        return mapFile;
    }

    @Override
    public void close() {
        set.close();
        directory.close();
    }
}
