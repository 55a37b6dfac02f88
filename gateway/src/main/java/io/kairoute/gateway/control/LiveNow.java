package io.kairoute.gateway.control;

import io.kairoute.router.Limits;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides of a tenant now, as logged contacts meet it, whose keys are masked. Immutable.
 *
 * @param table the revision that decides
 * @param live the live occasions, the last to end first
 */
public record LiveNow(
        String tenant, KeyHasher hasher, CompiledRevision table, List<LiveOccasion> live, Switches switches) {
    /** On the control thread. */
    static LiveNow of(final TenantControl tenant) {
        return new LiveNow(
                tenant.id(),
                tenant.hasher(),
                tenant.revisions().needCurrent(),
                tenant.snapshots().liveAsLogged(),
                TenantSnapshots.switches(tenant.state()));
    }

    /** The same with one more occasion live. */
    public LiveNow and(final io.kairoute.control.v1.LiveOccasion declared) {
        final List<LiveOccasion> more = new ArrayList<>(live);
        more.add(0, TenantSnapshots.compiled(declared));
        return new LiveNow(
                tenant, hasher, table, more.subList(0, Math.min(more.size(), Limits.LIVE_OCCASIONS)), switches);
    }

    /** What contacts are decided by, over other segments; of no queue a state is known. */
    public Snapshot snapshot(final @Nullable ReadableSet segments) {
        return new SnapshotBuilder(tenant, hasher, table)
                .segments(segments)
                .liveOccasions(live)
                .switches(switches)
                .build();
    }
}
