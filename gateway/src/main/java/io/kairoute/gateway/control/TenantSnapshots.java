package io.kairoute.gateway.control;

import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.Bindings;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.SnapshotHolder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds what contacts of one tenant are routed by: its revisions, what is live, its customers and queue states.
 * Thread-confined: owned by the control thread.
 */
final class TenantSnapshots {
    private final String tenant;
    private final KeyHasher hasher;
    private final SnapshotHolder holder;
    private final QueueStates states = new QueueStates();
    private final Map<String, QueueState> newestStates = new HashMap<>();
    private final Bindings bindings = new Bindings();
    private @Nullable ReadableSet segments;
    /** Single writer: the control thread; any thread may read. */
    private volatile List<io.kairoute.router.live.LiveOccasion> liveAsLogged = List.of();

    TenantSnapshots(final String tenant, final KeyHasher hasher, final SnapshotHolder holder) {
        this.tenant = tenant;
        this.hasher = hasher;
        this.holder = holder;
    }

    /** What customers are looked up in from the next snapshot on. */
    void segments(final @Nullable ReadableSet opened) {
        segments = opened;
    }

    /** Has contacts be routed by a state from now on; does nothing before the first revision. */
    void publish(final TenantState state, final KeptRevisions revisions) {
        // Before contacts meet it: whoever reads their decisions is to know it by then.
        final List<io.kairoute.router.live.LiveOccasion> newest =
                met(state.unresolvedLive(), state.accounts()::byMasks);
        if (!newest.equals(liveAsLogged)) {
            liveAsLogged = newest;
        }
        final CompiledRevision current = revisions.current();
        if (current != null) {
            holder.publish(of(state, revisions, current, bindings));
        }
    }

    /** What is live, as logged contacts meet it, whose keys are masked; the same list as long as nothing changed. */
    List<io.kairoute.router.live.LiveOccasion> liveAsLogged() {
        return liveAsLogged;
    }

    /** A snapshot of a revision or draft with everything that is live. */
    Snapshot of(final TenantState state, final KeptRevisions revisions, final CompiledRevision revision) {
        return of(state, revisions, revision, new Bindings());
    }

    private Snapshot of(
            final TenantState state,
            final KeptRevisions revisions,
            final CompiledRevision revision,
            final Bindings carried) {
        return new SnapshotBuilder(tenant, hasher, revision)
                .carryingOver(carried)
                .kept(revisions.all())
                .segments(segments)
                .liveOccasions(met(state.unresolvedLive(), state.accounts()::byKeys))
                .overrides(state.overrides().values().stream()
                        .map(TenantSnapshots::compiled)
                        .toList())
                .switches(switches(state))
                .queueStates(states)
                .controlSequence(state.last().sequence())
                .build();
    }

    /** What became of a queue's reported state. */
    enum Reported {
        /** It counts from the next contact on. */
        TAKEN,
        /** A newer one is known. */
        OUTDATED,
        /** There is no room for the state of one queue more. */
        NO_ROOM
    }

    /** Takes a queue's state. */
    Reported report(final QueueState reported) {
        final QueueState known = newestStates.get(reported.queue());
        if (known != null && known.atMs() > reported.atMs()) {
            return Reported.OUTDATED;
        }
        if (!states.report(reported)) {
            return Reported.NO_ROOM;
        }
        if (newestStates.size() >= QueueStates.SLOTS) {
            newestStates.keySet().removeIf(queue -> !states.knows(queue));
        }
        newestStates.put(reported.queue(), reported);
        return Reported.TAKEN;
    }

    /** The newest state of a queue; null when none was reported. */
    @Nullable
    QueueState newestState(final String queue) {
        return newestStates.get(queue);
    }

    static Switches switches(final TenantState state) {
        return new Switches(
                state.switchOf(TenantState.STAGE_TWO).untilMs(),
                state.switchOf(TenantState.EXPERIMENTS).untilMs());
    }

    /**
     * What contacts meet.
     *
     * @param lastToEndFirst so that what has ended never takes the place of what has not
     * @param asMet as contacts meet one, if they do
     */
    static List<io.kairoute.router.live.LiveOccasion> met(
            final Collection<LiveOccasion> lastToEndFirst, final Function<LiveOccasion, Optional<LiveOccasion>> asMet) {
        return lastToEndFirst.stream()
                .flatMap(occasion -> asMet.apply(occasion).stream())
                .limit(Limits.LIVE_OCCASIONS)
                .map(TenantSnapshots::compiled)
                .toList();
    }

    static io.kairoute.router.live.LiveOccasion compiled(final LiveOccasion occasion) {
        return new io.kairoute.router.live.LiveOccasion(
                occasion.getId(),
                occasion.getOccasion(),
                occasion.hasConfidence() ? BasisPoints.of(occasion.getConfidence()) : BasisPoints.ONE,
                occasion.getRegionsList(),
                occasion.getProductsList(),
                occasion.getAccountsList(),
                occasion.getEntryPointsList(),
                occasion.getChannelsList(),
                Timestamps.toMillis(occasion.getStartTime()),
                Timestamps.toMillis(occasion.getExpireTime()));
    }

    static io.kairoute.router.live.QueueOverride compiled(final QueueOverride override) {
        return new io.kairoute.router.live.QueueOverride(
                override.getQueue(),
                io.kairoute.router.live.QueueOverride.Kind.valueOf(override.getKind()),
                override.getRedirectTo().isEmpty() ? null : override.getRedirectTo(),
                Timestamps.toMillis(override.getStartTime()),
                Timestamps.toMillis(override.getExpireTime()));
    }
}
