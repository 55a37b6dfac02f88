package io.kairoute.deploy.serve;

import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.snapshot.SnapshotHolder;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.PendingSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import io.kairoute.router.table.TableDefinition;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One tenant of a running node: its table, compiled, and its segment set.
 *
 * <p>A large set that was not closed properly takes seconds to recover. Routing does not wait for that: a first snapshot
 * is published at once, whose lookups answer that the store is unavailable until the set is there.
 *
 * <p>Thread-safe: the snapshot is published by the starting thread and then, once, by the one that opens the set; the
 * second happens after the first, since it is a stage of the opening that the first registers.
 */
final class TenantNode implements AutoCloseable {
    private static final long FIRST_REVISION = 1;

    private final String tenant;
    private final KeyHasher hasher;
    private final CompiledRevision revision;
    private final SnapshotHolder holder;
    private final NodeNotes notes;
    private final CompletableFuture<@Nullable OpenSegmentSet> opening;

    private TenantNode(
            final String tenant,
            final KeyHasher hasher,
            final CompiledRevision revision,
            final SnapshotHolder holder,
            final PendingSegmentSet pending,
            final NodeNotes notes) {
        this.tenant = tenant;
        this.hasher = hasher;
        this.revision = revision;
        this.holder = holder;
        this.notes = notes;
        final SegmentSetHeader expected = pending.expected();
        publish(expected == null ? null : new OpenedSegments(pending.lookup(), expected));
        opening = pending.opening().thenApply(opened -> opened(expected, opened));
    }

    /** Compiles the table, publishes a first snapshot, and opens the active segment set on another thread. */
    static TenantNode open(
            final String tenant,
            final TenantFolder folder,
            final TableDefinition table,
            final SnapshotHolder holder,
            final Executor openers,
            final NodeNotes notes) {
        final KeyHasher hasher = TenantSecret.open(folder).hasher();
        final InstantSource clock = InstantSource.system();
        final CompiledRevision revision = CompiledRevision.of(FIRST_REVISION, table, Horizon.around(clock.millis()));
        final PendingSegmentSet pending = new SegmentSets(folder, hasher, clock).openActiveLater(openers);
        return new TenantNode(tenant, hasher, revision, holder, pending, notes);
    }

    /** Waits until the segment set is open, or it is known that there is none. */
    void awaitSegments() {
        opening.join();
    }

    @Override
    public void close() {
        final OpenSegmentSet set = opening.join();
        if (set != null) {
            set.close();
        }
    }

    private @Nullable OpenSegmentSet opened(final @Nullable SegmentSetHeader expected, final SegmentOpening opened) {
        opened.notes().forEach(note -> notes.say("tenant " + tenant + ": " + note));
        final OpenSegmentSet set = opened.set();
        if (set == null) {
            publish(null);
            return null;
        }
        if (!set.header().equals(expected)) {
            publish(new OpenedSegments(set.store(), set.header()));
        }
        notes.say(String.format(
                Locale.ROOT,
                "tenant %s: segment set %s, %,d customers",
                tenant,
                set.header().version(),
                set.header().customers()));
        return set;
    }

    private void publish(final @Nullable OpenedSegments segments) {
        holder.publish(
                new SnapshotBuilder(tenant, hasher, revision).segments(segments).build());
    }
}
