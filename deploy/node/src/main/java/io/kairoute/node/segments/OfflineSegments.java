package io.kairoute.node.segments;

import io.kairoute.control.v1.ImportResult;
import io.kairoute.ctl.offline.CustomersImport;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.MappingReader;
import io.kairoute.router.snapshot.TenantDirectory;

/** Imports customers into the data directory of a node that is stopped. */
public final class OfflineSegments {
    private static final String PURPOSE = "kairoute segments import";

    private final Screen screen;

    /** Makes imports for one screen. */
    public OfflineSegments(final Screen screen) {
        this.screen = screen;
    }

    /** Imports and activates. */
    public ImportResult run(final CustomersImport wanted) {
        final CustomersImport.Wishes wishes = wanted.wishes();
        final ImportRequest request = new ImportRequest(
                wanted.csv(),
                MappingReader.read(wanted.mapping()),
                wanted.rejects(),
                wishes.version(),
                wishes.sourceTime(),
                wishes.fewest());
        final String tenant = wanted.tenant().isEmpty() ? TenantDirectory.DEFAULT_TENANT : wanted.tenant();
        return OfflineImport.told(new OfflineImport(screen).run(wanted.dataDir(), tenant, request, PURPOSE));
    }
}
