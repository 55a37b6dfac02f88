package io.kairoute.node.capacity;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.StoreException;
import io.kairoute.router.store.TenantFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Counts the keys of the customers that a data directory would have a node serve, before it is opened. */
public final class StoredKeys {
    // Manifests are read without it.
    private static final KeyHasher NO_SECRET = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);

    private StoredKeys() {}

    /** Those of all tenants; a set that cannot be read has none here, and whoever opens it says so. */
    public static long of(final Path dataDir, final List<String> tenants) {
        return tenants.stream()
                .mapToLong(tenant -> ofTenant(dataDir.resolve("tenants").resolve(TenantFolder.nameOf(tenant))))
                .sum();
    }

    private static long ofTenant(final Path directory) {
        final TenantFolder folder = new TenantFolder(directory, true);
        if (!Files.isDirectory(folder.segments())) {
            return 0;
        }
        try {
            final SegmentSets sets = new SegmentSets(folder, NO_SECRET, InstantSource.system());
            final Integer active = sets.activeNumber();
            final SegmentSetManifest manifest = active == null ? null : sets.manifest(active);
            return manifest == null ? 0 : manifest.header().keys();
        } catch (final StoreException e) {
            return 0;
        }
    }
}
