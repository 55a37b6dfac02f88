package io.kairoute.deploy.segments;

import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.Sentence;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.ImportSummary;
import io.kairoute.gateway.imports.SegmentImporter;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Path;
import java.time.InstantSource;

/** Imports one file into a data directory, which is owned meanwhile, showing how far it has come. */
public final class OfflineImport {
    private final Screen screen;

    /** Makes imports for one screen. */
    public OfflineImport(final Screen screen) {
        this.screen = screen;
    }

    /**
     * Imports and activates.
     *
     * @param purpose what the data directory's lock says of this process
     * @throws io.kairoute.router.store.StoreException when the directory cannot be used, as while another process owns it
     * @throws io.kairoute.gateway.imports.ImportException when the file or its mapping is refused
     */
    public ImportSummary run(
            final Path dataDir, final String tenant, final ImportRequest request, final String purpose) {
        final InstantSource clock = InstantSource.system();
        try (DataDirectory directory = DataDirectory.open(dataDir, purpose, clock);
                ImportPhases phases =
                        new ImportPhases(screen, String.valueOf(request.file().getFileName()))) {
            directory.notes().forEach(note -> screen.err().println(Sentence.of(note)));
            final TenantFolder folder = directory.tenant(tenant);
            final KeyHasher hasher = TenantSecret.open(folder).hasher();
            final ImportSummary summary =
                    new SegmentImporter(new SegmentSets(folder, hasher, clock), hasher).run(request, phases);
            phases.end();
            return summary;
        }
    }
}
