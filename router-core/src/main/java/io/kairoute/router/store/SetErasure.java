package io.kairoute.router.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What has to be written to one set so that no lookup finds a customer, and no byte of the set tells of one. Immutable.
 *
 * <p>A kill leaves all of it or nothing, and what was begun is finished when the set is opened again.
 */
public final class SetErasure {
    private final Path directory;
    private final List<FilePatch> patches;
    private final SegmentSetManifest after;

    SetErasure(final Path directory, final List<FilePatch> patches, final SegmentSetManifest after) {
        this.directory = directory;
        this.patches = List.copyOf(patches);
        this.after = after;
    }

    /** Writes it: a few hundred bytes for each entry, also while the set is served. */
    public void run() {
        if (patches.isEmpty()) {
            return;
        }
        try {
            SetBlanking.run(directory, patches, after.toBytes());
        } catch (final IOException e) {
            throw StoreException.io("write", directory.resolve(SegmentSets.PROFILES), e);
        }
    }
}
