package io.kairoute.gateway.control;

import com.google.protobuf.ByteString;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.gateway.control.log.ControlEntry;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.codec.MaskedRequest;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.OpenedSegments;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.live.Switches;
import io.kairoute.router.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the snapshots of one tenant's past: the fold of its control log up to any entry.
 *
 * <p>Account keys in the scopes of live occasions are masked as the decision log masks those of requests, so that they meet
 * again. Thread-confined: owned by whoever made it.
 */
public final class SnapshotHistory {
    // More than are kept at any one time, so that going forward never compiles one twice.
    private static final int MOST_COMPILED = 8 * Limits.KEPT_REVISIONS;

    private final String tenant;
    private final KeyHasher hasher;
    private final ControlLog log;
    private final List<ControlEntry> entries = new ArrayList<>();
    private final Map<Long, CompiledRevision> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Long, CompiledRevision> eldest) {
            return size() > MOST_COMPILED;
        }
    };
    private TenantState state = new TenantState();
    private int folded;

    /** Reads a tenant's entries. */
    public SnapshotHistory(final String tenant, final KeyHasher hasher, final ControlLog log) {
        this.tenant = tenant;
        this.hasher = hasher;
        this.log = log;
        log.replay(entry -> {
            if (entry.tenant().equals(tenant)) {
                entries.add(entry);
            }
        });
    }

    /** The snapshot that was newest once this entry of the log was folded in, over other segments and queue states. */
    public Snapshot at(final long sequence, final @Nullable OpenedSegments segments, final QueueStates states) {
        foldTo(sequence);
        final List<CompiledRevision> kept = state.revisions().descendingMap().values().stream()
                .limit(Limits.KEPT_REVISIONS)
                .map(this::compile)
                .sorted(Comparator.comparingLong(CompiledRevision::number))
                .toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("sequence=" + sequence + " is before the tenant's first revision");
        }
        return live(
                new SnapshotBuilder(tenant, hasher, kept.get(kept.size() - 1)).kept(kept), sequence, segments, states);
    }

    /** The same time under another table: what was live then applies to it. */
    public Snapshot at(
            final long sequence,
            final CompiledRevision table,
            final @Nullable OpenedSegments segments,
            final QueueStates states) {
        foldTo(sequence);
        return live(new SnapshotBuilder(tenant, hasher, table), sequence, segments, states);
    }

    private Snapshot live(
            final SnapshotBuilder builder,
            final long sequence,
            final @Nullable OpenedSegments segments,
            final QueueStates states) {
        return builder.segments(segments)
                .liveOccasions(TenantControl.newest(masked(state.live().values())))
                .overrides(state.overrides().values().stream()
                        .map(TenantControl::compiled)
                        .toList())
                .switches(new Switches(
                        state.switchOf(TenantState.STAGE_TWO).untilMs(),
                        state.switchOf(TenantState.EXPERIMENTS).untilMs()))
                .queueStates(states)
                .controlSequence(sequence)
                .build();
    }

    /** A published revision, compiled. */
    public CompiledRevision revision(final long number) {
        final CompiledRevision known = compiled.get(number);
        if (known != null) {
            return known;
        }
        foldTo(Long.MAX_VALUE);
        final RevisionRecord record = state.revisions().get(number);
        if (record == null) {
            throw new IllegalArgumentException("revision=" + number + " was never published");
        }
        return compile(record);
    }

    private void foldTo(final long sequence) {
        if (folded > 0 && entries.get(folded - 1).sequence() > sequence) {
            state = new TenantState();
            folded = 0;
        }
        while (folded < entries.size() && entries.get(folded).sequence() <= sequence) {
            state.apply(entries.get(folded++));
        }
    }

    private CompiledRevision compile(final RevisionRecord revision) {
        final CompiledRevision known = compiled.get(revision.number());
        if (known != null) {
            return known;
        }
        final CompiledRevision fresh = CheckedTable.of(
                        log.document(revision.document().toByteArray()), true, revision.publishedMs())
                .numbered(revision.number());
        compiled.put(revision.number(), fresh);
        return fresh;
    }

    private List<LiveOccasion> masked(final Collection<LiveOccasion> live) {
        return live.stream().map(one -> masked(one, hasher)).toList();
    }

    /** A live occasion whose account keys are masked as those of logged requests are. */
    public static LiveOccasion masked(final LiveOccasion one, final KeyHasher hasher) {
        return one.getAccountsCount() == 0
                ? one
                : one.toBuilder()
                        .clearAccounts()
                        .addAllAccounts(one.getAccountsList().stream()
                                .map(account -> masked(account, hasher))
                                .toList())
                        .build();
    }

    private static String masked(final String account, final KeyHasher hasher) {
        final byte[] key = account.getBytes(StandardCharsets.UTF_8);
        final byte[] text = new byte[MaskedRequest.MASK_BYTES];
        new MaskedRequest().mask(new UnsafeBuffer(key), 0, key.length, hasher, new UnsafeBuffer(text), 0);
        return ByteString.copyFrom(text).toStringUtf8();
    }
}
