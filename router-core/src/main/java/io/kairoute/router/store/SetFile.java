package io.kairoute.router.store;

import io.kairoute.router.key.KeyHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The file of one complete segment set on the disk: whether it is as it was loaded, and what of a customer is in it.
 *
 * <p>It may be read while the set is served. Until an erasure has run nobody else may blank something in the set, and nobody may open
 * it meanwhile. Immutable.
 */
public final class SetFile {
    private final Path directory;
    private final Path file;

    SetFile(final Path directory) {
        this.directory = directory;
        file = directory.resolve(SegmentSets.PROFILES);
    }

    private SegmentSetManifest manifest() {
        return SegmentSetManifest.read(directory.resolve(SegmentSets.MANIFEST));
    }

    /**
     * Whether the file still is as it was loaded; reads all of it.
     *
     * @throws StoreException when the set's manifest or file is not even there as a whole
     */
    public boolean isAsLoaded(final StoreProgress progress) {
        final FileSeal seal = manifest().seal();
        try {
            seal.checkHead(file);
            return seal.fitsBody(file, progress);
        } catch (final IOException e) {
            throw StoreException.io("read", file, e);
        }
    }

    /** Finishes an erasure that a killed owner began; does nothing where none was begun. */
    public void finishErasure() {
        try {
            SetBlanking.finish(directory);
        } catch (final IOException e) {
            throw StoreException.io("finish an erasure in", directory, e);
        }
    }

    /**
     * Looks for hashes of one customer's keys; reads all of the file.
     *
     * @param erased tells what is of the customer
     * @param progress hears of every block that was read
     */
    public CustomerTraces traces(
            final ErasedCustomer erased, final Collection<KeyHash> hashes, final StoreProgress progress) {
        try {
            return CustomerTraces.in(file, manifest().seal().headBytes(), erased, hashes, progress);
        } catch (final IOException e) {
            throw StoreException.io("read", file, e);
        }
    }

    /**
     * Prepares to blank what was found; reads all of the file.
     *
     * @param progress hears of every block that was read
     */
    public SetErasure erasure(final CustomerTraces traces, final StoreProgress progress) {
        try {
            final List<FilePatch> patches = traces.patches(file);
            final SegmentSetManifest manifest = manifest();
            final FileSeal patched = patches.isEmpty() ? null : manifest.seal().patched(file, patches, progress);
            // A file that no longer fitted its seal gets none that it fits.
            final FileSeal seal = patched == null ? manifest.seal() : patched;
            return new SetErasure(
                    directory,
                    traces.entryKeys(),
                    patches,
                    manifest.without(traces.customers(), traces.entries(), seal));
        } catch (final IOException e) {
            throw StoreException.io("read", file, e);
        }
    }
}
