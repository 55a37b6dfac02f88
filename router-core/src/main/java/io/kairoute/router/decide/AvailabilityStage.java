package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.OverflowTable;
import io.kairoute.router.snapshot.OverrideTable;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TreatmentRows;

/**
 * Step 6: walks from the treatment's queue to the one that can take the contact.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class AvailabilityStage {
    private final int[] visited = new int[Limits.OVERFLOW_MOVES + 1];
    // Of the queue where the walk stands.
    private final QueueStates.Copy state = new QueueStates.Copy();
    private boolean isFresh;

    /** Writes the queue taken, and what its being closed or under a surge lays over. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final OverrideTable overrides = snapshot.overrides();
        final long nowMs = contact.signals.nowMs();
        int queue = (int) contact.decision.treatment[TreatmentFields.QUEUE];
        int moves = 0;
        while (true) {
            final int override = overrides.kindAt(queue, nowMs);
            readState(queue, contact, snapshot);
            if (override == OverrideTable.OPEN) {
                break;
            }
            final int next = override == OverrideTable.REDIRECT
                    ? overrides.redirectTo()[queue]
                    : overflowTarget(queue, overflowList(queue, moves, contact, snapshot), nowMs, snapshot);
            visited[moves] = queue;
            if (next == Decision.NONE || moves == Limits.OVERFLOW_MOVES || isVisited(next, moves)) {
                break;
            }
            queue = next;
            moves++;
        }
        take(queue, contact, snapshot);
    }

    private void readState(final int queue, final Contact contact, final Snapshot snapshot) {
        final boolean isKnown = snapshot.queueStates().read(snapshot.stateSlots()[queue], state);
        if (isKnown) {
            contact.statesRead.add(queue, state);
        }
        isFresh = isKnown
                && contact.signals.nowMs() - state.atMs()
                        <= snapshot.table().queues().freshForMs()[queue];
    }

    /** The first queue has the treatment's list where there is one; every later one has its own. */
    private static int overflowList(final int queue, final int moves, final Contact contact, final Snapshot snapshot) {
        final long own = contact.decision.treatment[TreatmentFields.OVERFLOW];
        return moves == 0 && own != TreatmentFields.ABSENT
                ? (int) own
                : snapshot.table().queues().overflow()[queue];
    }

    private int overflowTarget(final int queue, final int list, final long nowMs, final Snapshot snapshot) {
        final OverflowTable overflow = snapshot.table().overflow();
        final int first = overflow.first()[list];
        final int end = overflow.first()[list + 1];
        if (first == end) {
            return Decision.NONE;
        }
        final boolean isClosed = isClosed(queue, nowMs, snapshot);
        for (int rule = first; rule < end; rule++) {
            if (holds(rule, overflow, isClosed) && !isClosed(overflow.to()[rule], nowMs, snapshot)) {
                return overflow.to()[rule];
            }
        }
        return Decision.NONE;
    }

    private boolean holds(final int rule, final OverflowTable overflow, final boolean isClosed) {
        final byte closed = overflow.closed()[rule];
        if (closed != OverflowTable.NOT_ASKED && (closed == 1) != isClosed) {
            return false;
        }
        final long waitOver = overflow.waitOverMs()[rule];
        if (waitOver != OverflowTable.NOT_ASKED && !(isFresh && state.expectedWaitMs() > waitOver)) {
            return false;
        }
        final int depthOver = overflow.depthOver()[rule];
        if (depthOver != OverflowTable.NOT_ASKED && !(isFresh && state.depth() > depthOver)) {
            return false;
        }
        final byte noAgents = overflow.noAgents()[rule];
        return noAgents == OverflowTable.NOT_ASKED
                || (isFresh && state.available() >= 0 && (noAgents == 1) == (state.available() == 0));
    }

    private static boolean isClosed(final int queue, final long nowMs, final Snapshot snapshot) {
        return switch (snapshot.overrides().kindAt(queue, nowMs)) {
            case OverrideTable.CLOSED -> true;
            case OverrideTable.OPEN -> false;
            default -> {
                final CompiledTable table = snapshot.table();
                yield table.calendars().state(table.queues().calendar()[queue], nowMs) != CalendarTable.OPEN;
            }
        };
    }

    private boolean isVisited(final int queue, final int lastIndex) {
        for (int i = 0; i <= lastIndex; i++) {
            if (visited[i] == queue) {
                return true;
            }
        }
        return false;
    }

    private void take(final int queue, final Contact contact, final Snapshot snapshot) {
        final Decision decision = contact.decision;
        final CompiledTable table = snapshot.table();
        final long nowMs = contact.signals.nowMs();
        decision.queue = queue;
        decision.expectedWaitMs = isFresh ? state.expectedWaitMs() : Decision.NONE;
        int row = TreatmentRows.NONE;
        if (isClosed(queue, nowMs, snapshot)) {
            decision.fallBack(FallbackCause.CLOSED);
            row = table.queues().closedRow()[queue];
        } else if (snapshot.overrides().kindAt(queue, nowMs) == OverrideTable.SURGE) {
            row = table.queues().surgeRow()[queue];
        }
        if (row != TreatmentRows.NONE) {
            table.rows().layOver(row, decision.treatment);
        }
    }
}
