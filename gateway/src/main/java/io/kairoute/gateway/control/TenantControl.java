package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Command;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.QueueOverride;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.Beside;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.NewEntry;
import io.kairoute.gateway.control.log.Sha256;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.SnapshotHolder;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as the control thread holds it: its state, its compiled revisions, its segment set, and the holder that it
 * publishes to. Thread-confined: owned by the control thread.
 */
final class TenantControl {
    /** For a document that is longer, the disk is asked first. */
    private static final int LARGE_BYTES = 1 << 20;

    private final String id;
    private final KeyHasher hasher;
    private final SnapshotHolder holder;
    private final ControlLog log;
    private final int keptRevisions;
    private final TenantState state;
    private final NavigableMap<Long, CompiledRevision> compiled = new TreeMap<>();
    private final Map<Long, String> refused = new HashMap<>();
    private final Map<String, QueueState> newestStates = new HashMap<>();
    private @Nullable RequestKey asked;
    private @Nullable QueueStates queueStates;
    private @Nullable OpenedSegments segments;

    TenantControl(
            final String id,
            final KeyHasher hasher,
            final SnapshotHolder holder,
            final ControlLog log,
            final int keptRevisions) {
        this.keptRevisions = keptRevisions;
        this.id = id;
        this.hasher = hasher;
        state = new TenantState(hasher);
        this.holder = holder;
        this.log = log;
    }

    String id() {
        return id;
    }

    TenantState state() {
        return state;
    }

    KeyHasher hasher() {
        return hasher;
    }

    /** The revision that decides; null before the first. */
    @Nullable
    CompiledRevision current() {
        return compiled.isEmpty() ? null : compiled.lastEntry().getValue();
    }

    /** The revision that decides; refuses where there is none. */
    CompiledRevision needCurrent() {
        final CompiledRevision current = current();
        if (current == null) {
            throw ControlRefusal.precondition("NO_TABLE", "No table is published for this tenant yet.");
        }
        return current;
    }

    /** A revision that is kept compiled; null when it is not. */
    @Nullable
    CompiledRevision compiled(final long revision) {
        return compiled.get(revision);
    }

    /** Whether a revision is kept compiled. */
    boolean isKept(final long revision) {
        return compiled.containsKey(revision);
    }

    /** Why this node cannot compile a revision; empty when it can. */
    String refusedBecause(final long revision) {
        return refused.getOrDefault(revision, "");
    }

    /** The revisions that this node cannot compile. */
    List<Long> refused() {
        return refused.keySet().stream().sorted().toList();
    }

    /** A revision could not be compiled here, and why. */
    void refuse(final long revision, final String reason) {
        refused.put(revision, reason);
    }

    /** Makes a compiled revision one of those that decide; the newest is current. */
    void keep(final CompiledRevision revision) {
        compiled.put(revision.number(), revision);
        while (compiled.size() > keptRevisions) {
            compiled.pollFirstEntry();
        }
    }

    /** What customers are looked up in from now on. */
    void segments(final @Nullable OpenedSegments opened) {
        segments = opened;
        publish();
    }

    /** The document of a revision or draft. */
    byte[] document(final ByteString sha256) {
        return log.document(sha256.toByteArray());
    }

    /**
     * Makes a change: logs it, folds it in. The snapshot follows with {@link #publish}.
     *
     * @param beside what is written or deleted together with it
     */
    ControlEntry commit(
            final Call actor, final long nowMs, final String reason, final Command command, final Beside beside) {
        checkRoom(beside.document());
        final ControlEntry entry = log.append(
                new NewEntry(
                        id,
                        nowMs,
                        actor.name(),
                        actor.origin(),
                        command.getChangeCase().name().toLowerCase(Locale.ROOT),
                        reason,
                        keyed(command).toByteArray()),
                beside);
        state.apply(entry);
        return entry;
    }

    /**
     * Does a write once, however often its request comes.
     *
     * @param again answers a request that was done before
     */
    <R> R once(final Message request, final Supplier<R> write, final Function<DoneRequest, R> again) {
        final RequestKey key = RequestKey.of(request, hasher);
        if (key == null) {
            return write.get();
        }
        final DoneRequest done = before(key);
        if (done != null) {
            return again.apply(done);
        }
        asked = key;
        try {
            return write.get();
        } finally {
            asked = null;
        }
    }

    /** What a request did that came before; null for a new one, or one without a request_id. */
    @Nullable
    DoneRequest before(final Message request) {
        final RequestKey key = RequestKey.of(request, hasher);
        return key == null ? null : before(key);
    }

    private @Nullable DoneRequest before(final RequestKey key) {
        final DoneRequest done = state.done(key.id());
        if ((done != null && !done.content().equals(key.content())) || state.revisionOfRequest(key.id()) != null) {
            throw RequestKey.reused();
        }
        return done;
    }

    // The first entry of a write tells its request.
    private Command keyed(final Command command) {
        final RequestKey key = asked;
        asked = null;
        return key == null
                ? command
                : command.toBuilder()
                        .setRequestId(key.id())
                        .setRequestContent(key.content())
                        .build();
    }

    /** The bytes of a kept document. */
    long documentBytes(final ByteString sha256) {
        return log.documentBytes(sha256.toByteArray());
    }

    // A document is written twice, into the write-ahead log and into the file; one that is kept already is not written.
    private void checkRoom(final byte @Nullable [] document) {
        if (document != null
                && document.length > LARGE_BYTES
                && log.documentBytes(Sha256.of(document)) == 0
                && log.roomBytes() < 2L * document.length) {
            throw ControlRefusal.exhausted(
                    "NO_ROOM",
                    "The data directory has too little room for a table of this size; what is left stays for small changes"
                            + " and logs. Make room.");
        }
    }

    /** Publishes what holds now; happens before the change is acknowledged. */
    void publish() {
        final CompiledRevision current = current();
        if (current != null) {
            holder.publish(snapshot(current));
        }
    }

    /** A snapshot of a revision or draft with everything that is live. */
    Snapshot snapshot(final CompiledRevision revision) {
        return new SnapshotBuilder(id, hasher, revision)
                .kept(List.copyOf(compiled.values()))
                .segments(segments)
                .liveOccasions(newest(state.accounts().byKeys(state.live().values())))
                .overrides(state.overrides().values().stream()
                        .map(TenantControl::compiled)
                        .toList())
                .switches(new Switches(
                        state.switchOf(TenantState.STAGE_TWO).untilMs(),
                        state.switchOf(TenantState.EXPERIMENTS).untilMs()))
                .queueStates(states())
                .controlSequence(state.last().sequence())
                .build();
    }

    /** Takes a queue's state; false when a newer one is known. */
    boolean report(final QueueState reported) {
        final QueueState known = newestStates.get(reported.queue());
        if (known != null && known.atMs() > reported.atMs()) {
            return false;
        }
        newestStates.put(reported.queue(), reported);
        states().report(reported);
        return true;
    }

    /** The newest state of a queue; null when none was reported. */
    @Nullable
    QueueState newestState(final String queue) {
        return newestStates.get(queue);
    }

    private QueueStates states() {
        if (queueStates == null) {
            queueStates = new QueueStates();
        }
        return queueStates;
    }

    // Those that end last come first, so that what has ended never takes the place of what has not.
    static List<io.kairoute.router.live.LiveOccasion> newest(final Collection<LiveOccasion> live) {
        return live.stream()
                .sorted(Comparator.comparing((LiveOccasion occasion) -> Timestamps.toMillis(occasion.getExpireTime()))
                        .reversed())
                .limit(Limits.LIVE_OCCASIONS)
                .map(TenantControl::compiled)
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
