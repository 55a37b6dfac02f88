package io.kairoute.router.differential;

import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreProgress;
import io.kairoute.router.store.TenantFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Segment sets of the store itself: written to files, opened again, found through their read index.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
final class StoredSegments implements SegmentsOf, AutoCloseable {
    private final Path directory;
    private final List<OpenSegmentSet> opened = new ArrayList<>();

    /** Makes a place for sets under a directory. */
    StoredSegments(final Path directory) {
        this.directory = directory;
    }

    @Override
    public ReadableSet open(final ReferenceSegmentSet set, final KeyHasher hasher, final boolean isAvailable) {
        final SegmentContents contents = SegmentContents.of(set, hasher);
        final TenantFolder folder = new TenantFolder(directory.resolve("tenant-" + opened.size()), true);
        // Tables are drawn with times of years to come, too.
        final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(set.sourceTimeMs()));
        final SegmentSets sets = new SegmentSets(folder, hasher, clock);
        final OpenSegmentSet open = sets.open(write(sets, contents, set));
        opened.add(open);
        if (!open.store().hasIndex()) {
            throw new AssertionError("the set has no index: " + folder.path());
        }
        return InMemorySegments.overlaid(contents, open.store(), isAvailable, open.header());
    }

    private static int write(final SegmentSets sets, final SegmentContents contents, final ReferenceSegmentSet set) {
        final SegmentKey key = new SegmentKey();
        try (SegmentSetWriter writer = sets.begin(contents.filed().size())) {
            contents.filed().forEach((hash, record) -> writer.add(key.set(hash.low(), hash.high()), record));
            return writer.finish(
                            set.version(),
                            Instant.ofEpochMilli(set.sourceTimeMs()),
                            contents.filed().size(),
                            contents.words(),
                            StoreProgress.NONE)
                    .number();
        }
    }

    @Override
    public void close() {
        opened.forEach(OpenSegmentSet::close);
    }
}
