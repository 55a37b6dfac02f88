package io.kairoute.node.segments;

import io.kairoute.control.v1.ImportResult;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.MappingReader;
import io.kairoute.router.snapshot.TenantDirectory;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Imports customers into the data directory of a node that is stopped. */
public final class OfflineSegments {
    private final Screen screen;
    private final Path dataDir;
    private final String tenant;

    public OfflineSegments(final Screen screen, final Path dataDir, final String tenant) {
        this.screen = screen;
        this.dataDir = dataDir;
        this.tenant = tenant.isEmpty() ? TenantDirectory.DEFAULT_TENANT : tenant;
    }

    /**
     * What is wished of a set.
     *
     * @param version its version, rather than the mapping's; null for that
     * @param sourceTime when its data was taken, rather than what the mapping says; null for that
     * @param fewest a set of fewer customers is refused
     */
    public record Wishes(@Nullable String version, @Nullable Instant sourceTime, long fewest) {}

    /** Imports and activates. */
    public ImportResult run(final Path csv, final Path mapping, final Path rejects, final Wishes wishes) {
        final ImportRequest request = new ImportRequest(
                csv, MappingReader.read(mapping), rejects, wishes.version(), wishes.sourceTime(), wishes.fewest());
        return OfflineImport.told(new OfflineImport(screen).run(dataDir, tenant, request, "kairoute segments import"));
    }
}
