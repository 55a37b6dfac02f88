package io.kairoute.deploy.segments;

import io.kairoute.deploy.terminal.Progress;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.Sentence;
import io.kairoute.gateway.segments.ImportProgress;
import io.kairoute.gateway.segments.ImportRequest;
import io.kairoute.gateway.segments.ImportSummary;
import io.kairoute.gateway.segments.SegmentImporter;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

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
     * @throws io.kairoute.gateway.segments.ImportException when the file or its mapping is refused
     */
    public ImportSummary run(
            final Path dataDir, final String tenant, final ImportRequest request, final String purpose) {
        final InstantSource clock = InstantSource.system();
        try (DataDirectory directory = DataDirectory.open(dataDir, purpose, clock);
                Phases phases = new Phases(request.file())) {
            directory.notes().forEach(note -> screen.err().println(Sentence.of(note)));
            final TenantFolder folder = directory.tenant(tenant);
            final KeyHasher hasher = TenantSecret.open(folder).hasher();
            final ImportSummary summary =
                    new SegmentImporter(new SegmentSets(folder, hasher, clock), hasher).run(request, phases);
            phases.end();
            return summary;
        }
    }

    /** One bar after the other, one for each phase. */
    private final class Phases implements ImportProgress, AutoCloseable {
        private final Path file;
        private @Nullable Phase phase;
        private @Nullable Progress progress;
        private long total;

        Phases(final Path file) {
            this.file = file;
        }

        @Override
        public void at(final Phase now, final long done, final long all) {
            if (phase != now || progress == null) {
                end();
                phase = now;
                progress = new Progress(screen, title(now), all, unit(now));
            }
            total = all;
            progress.to(done);
        }

        /** Ends the phase as done. */
        void end() {
            if (progress != null) {
                progress.complete(total);
            }
            close();
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
                progress = null;
            }
        }

        private String title(final Phase of) {
            return switch (of) {
                case CHECKING -> "Checking " + file.getFileName();
                case LOADING -> "Loading " + file.getFileName();
                case VERIFYING -> "Verifying the segment set";
            };
        }

        private static Progress.Unit unit(final Phase of) {
            return of == Phase.VERIFYING ? Progress.Unit.of("parts") : Progress.Unit.BYTES;
        }
    }
}
