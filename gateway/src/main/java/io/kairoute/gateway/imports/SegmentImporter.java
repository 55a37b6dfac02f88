package io.kairoute.gateway.imports;

import io.kairoute.gateway.imports.ImportProgress.Phase;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.ProfileAttribute;
import io.kairoute.router.store.SegmentSetManifest;
import io.kairoute.router.store.SegmentSetWriter;
import io.kairoute.router.store.SegmentSets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a segment set of a customers file.
 *
 * <p>The file is read twice. The first pass checks every row and counts keys, since the set's file must be made for a known
 * number; when too many rows are bad nothing else happens. The second pass loads, and finds keys that are there twice. A
 * set is there only when it is whole: an import that fails or is killed leaves the one before it.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
public final class SegmentImporter {
    private final SegmentSets sets;
    private final KeyHasher hasher;

    /** Imports into these sets, hashing keys with this hasher. */
    public SegmentImporter(final SegmentSets sets, final KeyHasher hasher) {
        this.sets = sets;
        this.hasher = hasher;
    }

    /**
     * Imports a file and activates the set.
     *
     * @throws ImportException when the file is refused; nothing is activated then
     */
    public ImportSummary run(final ImportRequest request, final ImportProgress progress) {
        final ImportSummary summary = load(request, progress);
        sets.activate(summary.number());
        return summary;
    }

    /** What the set that a request asks for would be called. */
    public static String versionOf(final ImportRequest request) {
        return version(request, SourceFile.of(request.file()));
    }

    /**
     * Imports a file into a set that is complete, and not yet active.
     *
     * @throws ImportException when the file is refused; there is no set then
     */
    public ImportSummary load(final ImportRequest request, final ImportProgress progress) {
        final long startNs = System.nanoTime();
        final SourceFile file = SourceFile.of(request.file());
        checkTime(request, file);
        try (Rejects rejects = new Rejects(request.rejects())) {
            final long keys = check(request, file, rejects, progress);
            try (CustomerRows rows = open(request, file, Phase.LOADING, progress);
                    SegmentSetWriter writer = sets.begin(keys)) {
                final LoadPass pass = new LoadPass(writer, request.mapping());
                pass.load(rows, rejects);
                BadShare.check(request, rows.count(), rejects.count());
                file.checkUnchanged();
                checkCount(request, pass.customers());
                final SegmentSetManifest manifest = writer.finish(
                        version(request, file),
                        sourceTime(request, file),
                        pass.customers(),
                        rows.words(),
                        (done, total) -> progress.at(Phase.VERIFYING, done, total));
                return summary(manifest, rows, pass, rejects, (System.nanoTime() - startNs) / 1e9);
            }
        }
    }

    private void checkTime(final ImportRequest request, final SourceFile file) {
        try {
            sets.checkSourceTime(sourceTime(request, file));
        } catch (final IllegalArgumentException e) {
            throw new ImportException(request.file() + ": " + e.getMessage() + "; nothing was imported");
        }
    }

    private static void checkCount(final ImportRequest request, final long customers) {
        if (customers < request.fewestCustomers()) {
            throw new ImportException(String.format(
                    Locale.ROOT,
                    "%s: the set would have %,d customers, and at least %,d are asked for; nothing was imported",
                    request.file(),
                    customers,
                    request.fewestCustomers()));
        }
    }

    private long check(
            final ImportRequest request, final SourceFile file, final Rejects rejects, final ImportProgress progress) {
        try (CustomerRows rows = open(request, file, Phase.CHECKING, progress)) {
            return CheckPass.countKeys(request, rows, rejects);
        }
    }

    private CustomerRows open(
            final ImportRequest request, final SourceFile file, final Phase phase, final ImportProgress progress) {
        return new CustomerRows(file, request.mapping(), sourceTime(request, file), hasher, phase, progress);
    }

    private static String version(final ImportRequest request, final SourceFile file) {
        return request.version() != null
                ? request.version()
                : Objects.requireNonNull(request.mapping().set()).version(file.changedAt());
    }

    private static Instant sourceTime(final ImportRequest request, final SourceFile file) {
        return request.sourceTime() != null
                ? request.sourceTime()
                : Objects.requireNonNull(request.mapping().set()).sourceTime(file.changedAt());
    }

    private static ImportSummary summary(
            final SegmentSetManifest manifest,
            final CustomerRows rows,
            final LoadPass pass,
            final Rejects rejects,
            final double seconds) {
        final Map<ProfileAttribute, List<String>> words = rows.words();
        return new ImportSummary(
                manifest.number(),
                manifest.header().version(),
                Instant.ofEpochMilli(manifest.header().sourceTimeMs()),
                rows.count(),
                pass.customers(),
                rejects.count(),
                pass.replaced(),
                manifest.header().keys(),
                pass.sharedKeys(),
                rows.emptyCount(),
                rows.composedKeys(),
                pass.tally().tiers(words),
                pass.tally().known(),
                pass.tally().risks(words),
                manifest.seal().fileBytes(),
                seconds,
                rejects.written());
    }
}
