package io.kairoute.router.compile;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.live.QueueOverride;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds one tenant's snapshot from what is published and what is live.
 *
 * <p>Everything but the tenant, the key hasher and the revision has a default that means nothing is live. Compiled tables
 * are shared between snapshots, and so is what binds them to the live state, as far as it is {@link #carryingOver carried over}. Single-threaded.
 */
public final class SnapshotBuilder {
    private final String tenantId;
    private final KeyHasher hasher;
    private final CompiledRevision revision;
    private List<CompiledRevision> kept = List.of();
    private @Nullable ReadableSet segments;
    private List<LiveOccasion> liveOccasions = List.of();
    private List<QueueOverride> overrides = List.of();
    private Switches switches = Switches.NONE;
    private @Nullable QueueStates queueStates;
    private long controlSequence;
    private Bindings bindings = new Bindings();

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
    public SnapshotBuilder segments(final @Nullable ReadableSet opened) {
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

    /** What the tenant's last snapshot was made of, and this one leaves for the next. */
    public SnapshotBuilder carryingOver(final Bindings last) {
        bindings = last;
        return this;
    }

    /** Builds the snapshot. */
    public Snapshot build() {
        if (liveOccasions.size() > Limits.LIVE_OCCASIONS) {
            throw new IllegalArgumentException(
                    "live occasions=" + liveOccasions.size() + " max=" + Limits.LIVE_OCCASIONS);
        }
        // The newest first: it is the last to go without what is bounded.
        final List<CompiledRevision> all = new ArrayList<>(List.of(revision));
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i).number() != revision.number()) {
                all.add(kept.get(i));
            }
        }
        final List<RevisionBinding> bound = bindings.of(all, queueStates);
        final Shared shared = new Shared(
                tenantId.getBytes(StandardCharsets.UTF_8),
                (segments == null ? "" : segments.header().version()).getBytes(StandardCharsets.UTF_8),
                bindings.live(liveOccasions),
                liveOccasions.stream().map(LiveOccasion::id).toList(),
                queueStates == null ? new QueueStates() : queueStates);
        final Snapshot[] older = new Snapshot[bound.size() - 1];
        for (int i = 0; i < older.length; i++) {
            older[older.length - 1 - i] = bind(bound.get(i + 1), shared, new Snapshot[0]);
        }
        return bind(bound.get(0), shared, older);
    }

    // What the snapshots of all revisions have in common.
    @SuppressWarnings("ArrayRecordComponent") // compiled form: equality is never asked
    private record Shared(
            byte[] tenantId, byte[] setVersion, LiveCompiler live, List<String> liveNames, QueueStates states) {}

    private Snapshot bind(final RevisionBinding bound, final Shared shared, final Snapshot[] older) {
        return new Snapshot(
                bound.revision().number(),
                revision.number(),
                ZoneRulesProvider.getVersions("UTC").lastKey(),
                bound.revision().table(),
                shared.tenantId(),
                hasher,
                bound.segments(segments),
                shared.setVersion(),
                bound.pieces(segments == null ? "" : segments.header().version()),
                bound.live(shared.live()),
                shared.liveNames(),
                bound.overrides(overrides),
                shared.states(),
                bound.stateSlots(),
                switches.stageTwoOffUntilMs(),
                switches.experimentsOffUntilMs(),
                controlSequence,
                older);
    }
}
