package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done to one set so that no lookup finds a customer, and no byte of the set tells of one. Immutable.
 *
 * <p>A kill leaves all of it or nothing, and what was begun is finished when the set is opened again.
 */
public final class SetErasure {
    private final Path directory;
    private final Set<KeyHash> keys;
    private final List<FilePatch> patches;
    private final SegmentSetManifest after;

    SetErasure(
            final Path directory,
            final Set<KeyHash> keys,
            final List<FilePatch> patches,
            final SegmentSetManifest after) {
        this.directory = directory;
        this.keys = Set.copyOf(keys);
        this.patches = List.copyOf(patches);
        this.after = after;
    }

    /**
     * Has lookups find nobody, then writes a few hundred bytes for each entry.
     *
     * @param served the set as it is opened for lookups, also while it is served; null where nobody has opened it
     * @throws StoreException when the file could not be written; lookups find nobody then, until the set is opened again
     */
    public void run(final @Nullable OpenSegmentSet served) {
        if (served != null) {
            served.store().forget(keys);
        }
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
