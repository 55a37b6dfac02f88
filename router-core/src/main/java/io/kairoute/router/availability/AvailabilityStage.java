package io.kairoute.router.availability;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.treatment.TreatmentRows;

/**
 * Step 6: walks from the treatment's queue to the one that can take the contact.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class AvailabilityStage {
    private final int[] visited = new int[Limits.OVERFLOW_MOVES + 1];
    private final QueueStates.Copy state = new QueueStates.Copy();
    private final StatesRead statesRead = new StatesRead();
    private boolean isFresh;

    /** Writes the queue taken, and what its being closed or under a surge lays over. */
    public void place(
            final long nowMs,
            final TreatmentRows rows,
            final QueueTable queues,
            final OverflowTable overflow,
            final CalendarTable calendars,
            final OverrideTable overrides,
            final QueueStates states,
            final int[] stateSlots,
            final Decision decision) {
        int queue = (int) decision.treatment[TreatmentFields.QUEUE];
        int moves = 0;
        statesRead.clear();
        while (true) {
            final int kind = overrides.kindAt(queue, nowMs);
            readState(queue, nowMs, queues, states, stateSlots);
            if (kind == OverrideTable.OPEN) {
                break;
            }
            final int next = kind == OverrideTable.REDIRECT
                    ? overrides.redirectTo()[queue]
                    : overflowTarget(queue, moves, nowMs, queues, overflow, calendars, overrides, decision);
            visited[moves] = queue;
            if (next == Decision.NONE || moves == Limits.OVERFLOW_MOVES || isVisited(next, moves)) {
                break;
            }
            queue = next;
            moves++;
        }
        take(queue, nowMs, rows, queues, calendars, overrides, decision);
    }

    /** The queue states that the last decision looked at. */
    public StatesRead statesRead() {
        return statesRead;
    }

    private void readState(
            final int queue,
            final long nowMs,
            final QueueTable queues,
            final QueueStates states,
            final int[] stateSlots) {
        final boolean isKnown = states.read(stateSlots[queue], state);
        if (isKnown) {
            statesRead.add(queue, state);
        }
        isFresh = isKnown && nowMs - state.atMs <= queues.freshForMs()[queue];
    }

    private int overflowTarget(
            final int queue,
            final int moves,
            final long nowMs,
            final QueueTable queues,
            final OverflowTable overflow,
            final CalendarTable calendars,
            final OverrideTable overrides,
            final Decision decision) {
        final long own = decision.treatment[TreatmentFields.OVERFLOW];
        final int list = moves == 0 && own != TreatmentFields.ABSENT ? (int) own : queues.overflow()[queue];
        final int end = overflow.first()[list + 1];
        for (int rule = overflow.first()[list]; rule < end; rule++) {
            if (holds(rule, overflow, isClosed(queue, nowMs, queues, calendars, overrides))
                    && !isClosed(overflow.to()[rule], nowMs, queues, calendars, overrides)) {
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
        if (waitOver != OverflowTable.NOT_ASKED && !(isFresh && state.expectedWaitMs > waitOver)) {
            return false;
        }
        final int depthOver = overflow.depthOver()[rule];
        if (depthOver != OverflowTable.NOT_ASKED && !(isFresh && state.depth > depthOver)) {
            return false;
        }
        final byte noAgents = overflow.noAgents()[rule];
        return noAgents == OverflowTable.NOT_ASKED
                || (isFresh && state.available >= 0 && (noAgents == 1) == (state.available == 0));
    }

    private static boolean isClosed(
            final int queue,
            final long nowMs,
            final QueueTable queues,
            final CalendarTable calendars,
            final OverrideTable overrides) {
        return switch (overrides.kindAt(queue, nowMs)) {
            case OverrideTable.CLOSED -> true;
            case OverrideTable.OPEN -> false;
            default -> calendars.state(queues.calendar()[queue], nowMs) != CalendarTable.OPEN;
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

    private void take(
            final int queue,
            final long nowMs,
            final TreatmentRows rows,
            final QueueTable queues,
            final CalendarTable calendars,
            final OverrideTable overrides,
            final Decision decision) {
        decision.queue = queue;
        decision.expectedWaitMs = isFresh ? state.expectedWaitMs : Decision.NONE;
        int row = TreatmentRows.NONE;
        if (isClosed(queue, nowMs, queues, calendars, overrides)) {
            decision.fallBack(FallbackCause.CLOSED);
            row = queues.closedRow()[queue];
        } else if (overrides.kindAt(queue, nowMs) == OverrideTable.SURGE) {
            row = queues.surgeRow()[queue];
        }
        if (row != TreatmentRows.NONE) {
            rows.layOver(row, decision.treatment);
        }
    }
}
