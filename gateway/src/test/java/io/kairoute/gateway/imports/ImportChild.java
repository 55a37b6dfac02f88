package io.kairoute.gateway.imports;

import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Path;
import java.time.InstantSource;

/** What the crash test runs in a JVM of its own: imports one file again and again until it is killed. */
public final class ImportChild {
    private ImportChild() {}

    /** Arguments: the data directory, the customers file, the mapping. */
    public static void main(final String[] arguments) {
        final Path file = Path.of(arguments[1]);
        final ImportMapping mapping = MappingReader.read(Path.of(arguments[2]));
        try (DataDirectory data =
                DataDirectory.open(Path.of(arguments[0]), "kairoute segments import", InstantSource.system())) {
            final TenantFolder tenant = data.tenant("default");
            final KeyHasher hasher = TenantSecret.open(tenant).hasher();
            final SegmentImporter importer =
                    new SegmentImporter(new SegmentSets(tenant, hasher, InstantSource.system()), hasher);
            System.out.println("importing");
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                final ImportSummary summary = importer.run(
                        new ImportRequest(file, mapping, file.resolveSibling("rejects.csv"), "run-" + i, null),
                        ImportProgress.NONE);
                System.out.println("imported " + summary.number());
            }
        }
    }
}
