package io.kairoute.router.compile;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.codec.SnapshotPieces;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.table.QueueDefinition;
import java.nio.charset.StandardCharsets;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds one tenant's snapshot from what is published and what is live.
 *
 * <p>Everything but the tenant, the key hasher and the revision has a default that means nothing is live. Compiled tables
 * are shared between snapshots; only what binds them to the live state is made anew. Single-threaded.
 */
public final class SnapshotBuilder {
    private final String tenantId;
    private final KeyHasher hasher;
    private final CompiledRevision revision;
    private List<CompiledRevision> kept = List.of();
    private @Nullable OpenedSegments segments;
    private List<LiveOccasion> liveOccasions = List.of();
    private List<QueueOverride> overrides = List.of();
    private Switches switches = Switches.NONE;
    private @Nullable QueueStates queueStates;
    private long controlSequence;

    /** Starts a snapshot. */
    public SnapshotBuilder(final String tenantId, final KeyHasher hasher, final CompiledRevision revision) {
        this.tenantId = tenantId;
        this.hasher = hasher;
        this.revision = revision;
    }

    /** The older revisions that pinned contacts may still need, up to {@link Limits#MOST_KEPT_REVISIONS}. */
    public SnapshotBuilder kept(final List<CompiledRevision> older) {
        kept = older.subList(Math.max(0, older.size() - Limits.MOST_KEPT_REVISIONS), older.size());
        return this;
    }

    /** The segment set that is active. */
    public SnapshotBuilder segments(final @Nullable OpenedSegments opened) {
        segments = opened;
        return this;
    }

    /** What is live, up to {@link Limits#LIVE_OCCASIONS}. */
    public SnapshotBuilder liveOccasions(final List<LiveOccasion> live) {
        liveOccasions = live;
        return this;
    }

    /** What supervisors hold, at most one per queue. */
    public SnapshotBuilder overrides(final List<QueueOverride> held) {
        overrides = held;
        return this;
    }

    /** What is switched off. */
    public SnapshotBuilder switches(final Switches off) {
        switches = off;
        return this;
    }

    /** Where queue states are found. */
    public SnapshotBuilder queueStates(final QueueStates states) {
        queueStates = states;
        return this;
    }

    /** The newest change of control state that is folded in. */
    public SnapshotBuilder controlSequence(final long sequence) {
        controlSequence = sequence;
        return this;
    }

    /** Builds the snapshot. */
    public Snapshot build() {
        if (liveOccasions.size() > Limits.LIVE_OCCASIONS) {
            throw new IllegalArgumentException(
                    "live occasions=" + liveOccasions.size() + " max=" + Limits.LIVE_OCCASIONS);
        }
        final LiveCompiler live = new LiveCompiler(liveOccasions);
        final QueueStates states = queueStates == null ? new QueueStates() : queueStates;
        final Snapshot[] older = kept.stream()
                .filter(one -> one.number() != revision.number())
                .map(one -> bind(one, live, states, new Snapshot[0]))
                .toArray(Snapshot[]::new);
        return bind(revision, live, states, older);
    }

    private Snapshot bind(
            final CompiledRevision bound, final LiveCompiler live, final QueueStates states, final Snapshot[] older) {
        final String setVersion = segments == null ? "" : segments.header().version();
        return new Snapshot(
                bound.number(),
                revision.number(),
                ZoneRulesProvider.getVersions("UTC").lastKey(),
                bound.table(),
                tenantId.getBytes(StandardCharsets.UTF_8),
                hasher,
                SegmentBinder.bind(bound, segments),
                setVersion.getBytes(StandardCharsets.UTF_8),
                SnapshotPieces.of(bound.number(), setVersion),
                live.bind(bound),
                liveOccasions.stream().map(LiveOccasion::id).toList(),
                OverrideBinder.bind(bound, overrides),
                states,
                bound.definition().queues().stream()
                        .map(QueueDefinition::id)
                        .mapToInt(states::slot)
                        .toArray(),
                switches.stageTwoOffUntilMs(),
                switches.experimentsOffUntilMs(),
                controlSequence,
                older);
    }
}
