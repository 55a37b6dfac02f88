package io.kairoute.node.segments;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Count;
import io.kairoute.control.v1.ImportResult;
import io.kairoute.control.v1.SegmentSet;
import io.kairoute.ctl.segments.ImportPhases;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.Sentence;
import io.kairoute.gateway.imports.ImportRequest;
import io.kairoute.gateway.imports.ImportSummary;
import io.kairoute.gateway.imports.SegmentImporter;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
            directory.notes().forEach(note -> screen.tell(Sentence.of(note)));
            final TenantFolder folder = directory.tenant(tenant);
            final KeyHasher hasher = TenantSecret.open(folder).hasher();
            final ImportSummary summary = new SegmentImporter(new SegmentSets(folder, hasher, clock), hasher)
                    .run(request, (phase, done, total) -> phases.at(phase.name(), done, total));
            phases.end();
            return summary;
        }
    }

    /** What came of an import, as a node tells it. */
    public static ImportResult told(final ImportSummary summary) {
        return ImportResult.newBuilder()
                .setSegmentSet(SegmentSet.newBuilder()
                        .setNumber(summary.number())
                        .setVersion(summary.version())
                        .setSourceTime(
                                Timestamps.fromMillis(summary.sourceTime().toEpochMilli()))
                        .setCustomers(summary.customers())
                        .setKeys(summary.keys())
                        .setBytes(summary.bytesOnDisk())
                        .setActive(true))
                .setRows(summary.rows())
                .setRejected(summary.rejected())
                .setReplaced(summary.replaced())
                .setSharedKeys(summary.sharedKeys())
                .setEmptyRows(summary.emptyRows())
                .setComposedKeys(summary.composedKeys())
                .addAllTiers(counts(summary.tiers(), name -> name))
                .addAllKnown(counts(summary.known(), ProfileAttribute::key))
                .addAllRisks(counts(summary.risks(), name -> name))
                .setSeconds(summary.seconds())
                .build();
    }

    private static <K> List<Count> counts(final Map<K, Long> counts, final Function<K, String> name) {
        return counts.entrySet().stream()
                .map(one -> Count.newBuilder()
                        .setName(name.apply(one.getKey()))
                        .setCount(one.getValue())
                        .build())
                .toList();
    }
}
