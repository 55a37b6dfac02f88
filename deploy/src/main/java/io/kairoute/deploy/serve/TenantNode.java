package io.kairoute.deploy.serve;

import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.log.DecisionLog;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.SegmentSetHeader;
import io.kairoute.router.store.OpenSegmentSet;
import io.kairoute.router.store.PendingSegmentSet;
import io.kairoute.router.store.SegmentOpening;
import io.kairoute.router.store.SegmentSets;
import io.kairoute.router.store.TenantFolder;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's segment set in a running node: opened, handed to the control plane, closed.
 *
 * <p>A large set that was not closed properly takes seconds to recover. Routing does not wait for that: until the set is
 * there, lookups answer that the store is unavailable.
 *
 * <p>Thread-safe: the set is handed over by the starting thread and then, once, by the one that opens it; the second
 * happens after the first, since it is a stage of the opening that the first registers.
 */
final class TenantNode implements AutoCloseable {
    private final String tenant;
    private final ControlPlane control;
    private final @Nullable DecisionLog decisions;
    private final NodeNotes notes;
    private final CompletableFuture<@Nullable OpenSegmentSet> opening;

    private TenantNode(
            final String tenant,
            final ControlPlane control,
            final @Nullable DecisionLog decisions,
            final PendingSegmentSet pending,
            final NodeNotes notes) {
        this.tenant = tenant;
        this.control = control;
        this.decisions = decisions;
        this.notes = notes;
        final SegmentSetHeader expected = pending.expected();
        serve(expected == null ? null : new OpenedSegments(pending.lookup(), expected));
        opening = pending.opening().thenApply(opened -> opened(expected, opened));
    }

    /** Opens the active segment set on another thread. */
    static TenantNode open(
            final String tenant,
            final TenantFolder folder,
            final KeyHasher hasher,
            final ControlPlane control,
            final @Nullable DecisionLog decisions,
            final Executor openers,
            final NodeNotes notes) {
        final PendingSegmentSet pending =
                new SegmentSets(folder, hasher, InstantSource.system()).openActiveLater(openers);
        return new TenantNode(tenant, control, decisions, pending, notes);
    }

    /** Waits until the segment set is open, or it is known that there is none. */
    void awaitSegments() {
        opening.join();
    }

    @Override
    public void close() {
        final OpenSegmentSet set = opening.join();
        if (set != null) {
            control.segments(tenant, null);
            set.close();
        }
    }

    private @Nullable OpenSegmentSet opened(final @Nullable SegmentSetHeader expected, final SegmentOpening opened) {
        opened.notes().forEach(note -> notes.say("tenant " + tenant + ": " + note));
        final OpenSegmentSet set = opened.set();
        if (set == null) {
            control.segments(tenant, null);
            return null;
        }
        if (!set.header().equals(expected)) {
            serve(new OpenedSegments(set.store(), set.header()));
        }
        notes.say(String.format(
                Locale.ROOT,
                "tenant %s: segment set %s, %,d customers",
                tenant,
                set.header().version(),
                set.header().customers()));
        return set;
    }

    // The log hears of a set first, so that it knows what the set's words mean before a decision uses them.
    private void serve(final @Nullable OpenedSegments segments) {
        if (decisions != null && segments != null) {
            decisions.segments(segments);
        }
        control.segments(tenant, segments);
    }
}
