package io.kairoute.gateway.control;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.Queue;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.Switch;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.compile.CompiledRevision;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds of a tenant at one moment, as people see it. Immutable.
 *
 * @param atMs when, milliseconds since 1970
 * @param queues the queues of the current revision; none before the first
 * @param live the live occasions that have not ended
 * @param overrides the overrides that have not ended
 * @param switches both of them
 * @param drafts the drafts, by id
 * @param current the revision that decides; without a number before the first
 * @param newestRevision the newest that was published
 * @param refused the revisions that this node cannot compile
 */
public record ControlNow(
        long atMs,
        List<Queue> queues,
        List<LiveOccasion> live,
        List<QueueOverride> overrides,
        List<Switch> switches,
        List<Draft> drafts,
        Revision current,
        long newestRevision,
        List<Long> refused) {
    /** On the control thread. */
    static ControlNow of(final TenantControl tenant, final long nowMs) {
        final TenantState state = tenant.state();
        final CompiledRevision current = tenant.revisions().current();
        return new ControlNow(
                nowMs,
                current == null ? List.of() : QueueView.all(tenant, nowMs).getQueuesList(),
                state.live().values().stream()
                        .filter(one -> !LiveView.hasEnded(one, nowMs))
                        .map(one -> LiveView.shown(tenant, one, nowMs).toBuilder()
                                .clearAccounts()
                                .build())
                        .toList(),
                state.overrides().values().stream()
                        .filter(one -> QueueView.lasts(one, nowMs))
                        .toList(),
                Stream.of(TenantState.STAGE_TWO, TenantState.EXPERIMENTS)
                        .map(name -> state.shownSwitch(name, nowMs))
                        .toList(),
                state.drafts().values().stream().map(Drafts::shown).toList(),
                current == null ? Revision.getDefaultInstance() : Tables.revision(tenant, current.number()),
                state.newestRevision(),
                tenant.revisions().refused());
    }
}
