package io.kairoute.router.embed;

import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's routing, opened inside a host: a table file and a data directory.
 *
 * <p>Single writer: the thread that opened it publishes; routers on other threads see what it published by their next
 * contact.
 */
public final class EmbeddedRouting implements AutoCloseable {
    private final DataDirectory directory;
    private final @Nullable OpenSegmentSet segments;
    private final KeyHasher hasher;
    private final InstantSource clock;
    private final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
    private CompiledRevision revision;
    private List<LiveOccasion> liveOccasions = List.of();
    private List<QueueOverride> overrides = List.of();

    private EmbeddedRouting(final DataDirectory directory, final TableDefinition table, final InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
        final TenantFolder folder = directory.tenant(TenantDirectory.DEFAULT_TENANT);
        hasher = TenantSecret.open(folder).hasher();
        final SegmentOpening opening = new SegmentSets(folder, hasher, clock).openActive();
        segments = opening.set();
        revision = CompiledRevision.of(1, table, Horizon.around(clock.millis()));
        publish();
    }

    /**
     * Opens a table and a data directory, which is made when it is missing and then owned until {@link #close}.
     *
     * @throws IllegalArgumentException when the table has errors; the message lists them
     * @throws io.kairoute.router.store.StoreException when the directory cannot be used
     */
    public static EmbeddedRouting open(final Path tableFile, final Path dataDirectory, final InstantSource clock) {
        final TableDefinition table = load(tableFile, clock);
        return new EmbeddedRouting(DataDirectory.open(dataDirectory, "embedded routing", clock), table, clock);
    }

    private static TableDefinition load(final Path tableFile, final InstantSource clock) {
        final TableReport report = TableLoader.load(tableFile, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        final TableDefinition table = report.table();
        if (table == null) {
            throw new IllegalArgumentException(String.join(
                    System.lineSeparator(),
                    report.problems().stream()
                            .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                            .map(problem -> problem.toLine(tableFile.toString()))
                            .toList()));
        }
        return table;
    }

    /** Makes a router; one per thread. */
    public ContactRouter newRouter() {
        return new ContactRouter(tenants, clock);
    }

    /**
     * Replaces the table by another file's.
     *
     * @throws IllegalArgumentException when it has errors; the table before stays
     */
    public void publish(final Path tableFile) {
        final TableDefinition table = load(tableFile, clock);
        revision = CompiledRevision.of(revision.number() + 1, table, Horizon.around(clock.millis()));
        publish();
    }

    /** Declares everything that is live now, in place of what was declared before. */
    public void declare(final List<LiveOccasion> occasions, final List<QueueOverride> held) {
        liveOccasions = List.copyOf(occasions);
        overrides = List.copyOf(held);
        publish();
    }

    private void publish() {
        tenants.holder(0)
                .publish(new SnapshotBuilder(TenantDirectory.DEFAULT_TENANT, hasher, revision)
                        .segments(segments == null ? null : new OpenedSegments(segments.store(), segments.header()))
                        .liveOccasions(liveOccasions)
                        .overrides(overrides)
                        .build());
    }

    /** Closes the segment set and gives the directory back; no router may be used any more. */
    @Override
    public void close() {
        if (segments != null) {
            segments.close();
        }
        directory.close();
    }
}
