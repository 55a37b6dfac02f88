package io.kairoute.gateway.control;

import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.log.EntryFilter;
import io.kairoute.gateway.control.state.LiveAccounts;
import io.kairoute.gateway.control.state.RevisionRecord;
import io.kairoute.gateway.control.state.TenantState;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.ReadableSet;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.Switches;
import io.kairoute.router.log.DecisionRecord;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the snapshots of one tenant's past: the fold of its control log up to any entry.
 *
 * <p>The log is read a piece at a time as the fold goes forward, and from its first entry again for a step back. So a history holds
 * one piece, however long the log is. Account keys in the scopes of live occasions are masked as the decision log masks those of
 * requests, so that they meet again. Thread-confined: owned by whoever made it.
 */
public final class SnapshotHistory {
    /** How many entries are read at once. */
    static final int PIECE = 512;

    // More than are kept at any one time, so that going forward never compiles one twice.
    private static final int MOST_COMPILED = 8 * Limits.KEPT_REVISIONS;

    private final String tenant;
    private final KeyHasher hasher;
    private final ControlLog log;
    private final Map<Long, CompiledRevision> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, CompiledRevision> eldest) {
            return size() > MOST_COMPILED;
        }
    };
    private final Deque<ControlEntry> ahead = new ArrayDeque<>();
    private TenantState state;
    private long foldedNumber;
    private long foldedSequence;

    /**
     * Begins before a tenant's first entry.
     *
     * @param log one of which all was checked when it was opened
     */
    public SnapshotHistory(final String tenant, final KeyHasher hasher, final ControlLog log) {
        this.tenant = tenant;
        this.hasher = hasher;
        state = new TenantState(hasher);
        this.log = log;
    }

    /**
     * A snapshot of the past, over other segments and queue states.
     *
     * <p>Whatever else was kept at that time, a pin to any other revision than the one that decided had expired.
     */
    public Snapshot at(final PastSnapshot past, final @Nullable ReadableSet segments, final QueueStates states) {
        foldTo(past.sequence());
        final CompiledRevision current =
                compile(past.current() == DecisionRecord.UNTOLD ? newest() : known(past.current()));
        final List<CompiledRevision> kept = past.decided() == current.number()
                ? List.of(current)
                : List.of(compile(known(past.decided())), current);
        return live(new SnapshotBuilder(tenant, hasher, current).kept(kept), past.sequence(), segments, states);
    }

    private RevisionRecord newest() {
        final Map.Entry<Long, RevisionRecord> newest = state.revisions().lastEntry();
        if (newest == null) {
            throw new IllegalArgumentException("sequence=" + foldedSequence + " is before the tenant's first revision");
        }
        return newest.getValue();
    }

    private RevisionRecord known(final long number) {
        final RevisionRecord record = state.revisions().get(number);
        if (record == null) {
            throw new IllegalArgumentException("revision=" + number + " was never published");
        }
        return record;
    }

    /** The same time under another table: what was live then applies to it. */
    public Snapshot at(
            final long sequence,
            final CompiledRevision table,
            final @Nullable ReadableSet segments,
            final QueueStates states) {
        foldTo(sequence);
        return live(new SnapshotBuilder(tenant, hasher, table), sequence, segments, states);
    }

    private Snapshot live(
            final SnapshotBuilder builder,
            final long sequence,
            final @Nullable ReadableSet segments,
            final QueueStates states) {
        return builder.segments(segments)
                .liveOccasions(TenantSnapshots.met(state.unresolvedLive(), state.accounts()::byMasks))
                .overrides(state.overrides().values().stream()
                        .map(TenantSnapshots::compiled)
                        .toList())
                .switches(new Switches(
                        state.switchOf(TenantState.STAGE_TWO).untilMs(),
                        state.switchOf(TenantState.EXPERIMENTS).untilMs()))
                .queueStates(states)
                .controlSequence(sequence)
                .build();
    }

    /** The newest published revision; 0 before the first. */
    public long newestRevision() {
        foldTo(Long.MAX_VALUE);
        return state.revisions().isEmpty() ? 0 : newest().number();
    }

    /** A published revision, compiled. */
    public CompiledRevision revision(final long number) {
        final CompiledRevision known = compiled.get(number);
        if (known != null) {
            return known;
        }
        // Revisions stay, so there is no need to go to the end for one that is folded in.
        if (!state.revisions().containsKey(number)) {
            foldTo(Long.MAX_VALUE);
        }
        return compile(known(number));
    }

    private void foldTo(final long sequence) {
        if (foldedSequence > sequence) {
            state = new TenantState(hasher);
            foldedNumber = 0;
            foldedSequence = 0;
            ahead.clear();
        }
        for (ControlEntry next = next(); next != null && next.sequence() <= sequence; next = next()) {
            if (!state.apply(next)) {
                throw StoreException.refused(
                        "the control log's entry " + next.sequence()
                                + " was written by a newer version of Kairoute: look at what was decided after it with that one");
            }
            foldedNumber = next.number();
            foldedSequence = next.sequence();
            ahead.remove();
        }
    }

    // The entry that is folded in next; null behind the last. A tenant's numbers have no gaps, so a piece is their
    // range.
    private @Nullable ControlEntry next() {
        if (ahead.isEmpty()) {
            final int count = (int) Math.min(PIECE, newestNumber() - foldedNumber);
            if (count > 0) {
                final EntryFilter upToAPieceOn =
                        new EntryFilter("", "", Long.MIN_VALUE, Long.MAX_VALUE, foldedNumber + count + 1);
                log.newest(tenant, upToAPieceOn, count).forEach(ahead::addFirst);
            }
        }
        return ahead.peek();
    }

    private long newestNumber() {
        final List<ControlEntry> newest = log.newest(tenant, EntryFilter.ALL, 1);
        return newest.isEmpty() ? 0 : newest.get(0).number();
    }

    private CompiledRevision compile(final RevisionRecord revision) {
        final CompiledRevision known = compiled.get(revision.number());
        if (known != null) {
            return known;
        }
        final CompiledRevision fresh = CheckedTable.ofRevision(
                        log.document(revision.document().toByteArray()), revision.publishedMs())
                .numbered(revision.number());
        compiled.put(revision.number(), fresh);
        return fresh;
    }

    /** A live occasion whose account keys are masked as those of logged requests are. */
    public static LiveOccasion masked(final LiveOccasion one, final KeyHasher hasher) {
        return LiveAccounts.masked(one, hasher);
    }
}
