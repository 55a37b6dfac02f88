package io.kairoute.router.explain;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.StatesRead;
import io.kairoute.router.clock.CalendarTable;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.explain.Explanation.Move;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.OverflowTable;
import io.kairoute.router.snapshot.OverrideTable;
import io.kairoute.router.snapshot.QueueTable;
import java.util.ArrayList;
import java.util.List;

/** Goes through step 6 once more, with every way out of a queue that was tried, by the queue states that the decision read. */
final class QueueWalk {
    private static final String OVERFLOW_KIND = "OVERFLOW";
    private static final List<String> OVERRIDES = List.of("", "OPEN", "CLOSED", "REDIRECT", "SURGE");
    private static final int NOT_READ = -1;

    private final Made made;
    private final CompiledTable table;
    private final Names names;
    private final TreatmentText text;
    private final StepLog log;
    private final List<Move> moves = new ArrayList<>();
    private final List<Integer> visited = new ArrayList<>();

    QueueWalk(final Made made, final TreatmentText text, final StepLog log) {
        this.made = made;
        this.table = made.table();
        this.names = made.names();
        this.text = text;
        this.log = log;
    }

    /** Goes the way from the treatment's queue, and takes down what it changes. */
    List<Move> walk() {
        int next = (int) log.get(TreatmentFields.QUEUE);
        while (next != Decision.NONE) {
            visited.add(next);
            next = nextOf(next);
        }
        take(visited.get(visited.size() - 1));
        return moves;
    }

    // Where the contact goes on to; NONE where it stays.
    private int nextOf(final int queue) {
        final int override = made.snapshot().overrides().kindAt(queue, made.nowMs());
        switch (override) {
            case OverrideTable.OPEN -> {
                held(queue, override, "held open: taken as it is");
                return Decision.NONE;
            }
            case OverrideTable.REDIRECT -> {
                return moved(queue, made.snapshot().overrides().redirectTo()[queue], OverrideTable.REDIRECT, 0, "");
            }
            case OverrideTable.CLOSED -> held(queue, override, "held closed");
            case OverrideTable.SURGE -> held(queue, override, "under a surge");
            default -> {}
        }
        return overflowOf(queue);
    }

    private void held(final int queue, final int override, final String detail) {
        moves.add(new Move(name(queue), "", OVERRIDES.get(override), 0, "", false, detail));
    }

    private int overflowOf(final int queue) {
        final OverflowTable overflow = table.overflow();
        final long own = log.get(TreatmentFields.OVERFLOW);
        final boolean isOwn = visited.size() == 1 && own != TreatmentFields.ABSENT;
        final int list = isOwn ? (int) own : table.queues().overflow()[queue];
        final int first = overflow.first()[list];
        for (int rule = first; rule < overflow.first()[list + 1]; rule++) {
            final int to = overflow.to()[rule];
            final String failure = failure(rule, queue);
            if (failure.isEmpty() && !isClosed(to)) {
                return moved(queue, to, OverrideTable.NONE, rule - first + 1, text.condition(rule));
            }
            moves.add(new Move(
                    name(queue),
                    name(to),
                    OVERFLOW_KIND,
                    rule - first + 1,
                    text.condition(rule),
                    false,
                    failure.isEmpty() ? name(to) + " is closed" : failure));
        }
        return Decision.NONE;
    }

    private int moved(final int queue, final int to, final int override, final int rule, final String condition) {
        final boolean isVisited = visited.contains(to);
        final boolean isMoved = !isVisited && visited.size() <= Limits.OVERFLOW_MOVES;
        final String kind = override == OverrideTable.NONE ? OVERFLOW_KIND : OVERRIDES.get(override);
        final String reason = override == OverrideTable.NONE ? "holds" : "redirected";
        final String end = isVisited
                ? reason + ", but the contact was at " + name(to) + " before: the walk ends"
                : reason + ", but this would be move " + (Limits.OVERFLOW_MOVES + 1) + ": the walk ends";
        moves.add(new Move(name(queue), name(to), kind, rule, condition, isMoved, isMoved ? reason : end));
        if (isMoved) {
            log.set(TreatmentFields.QUEUE, to, kind, name(queue));
        }
        return isMoved ? to : Decision.NONE;
    }

    // The first condition of an overflow rule that does not hold; empty when all do.
    private String failure(final int rule, final int queue) {
        final OverflowTable overflow = table.overflow();
        final byte closed = overflow.closed()[rule];
        if (closed != OverflowTable.NOT_ASKED && (closed == 1) != isClosed(queue)) {
            return closed == 1 ? "the queue is not closed" : "the queue is closed";
        }
        final boolean asksWait = overflow.waitOverMs()[rule] != OverflowTable.NOT_ASKED;
        final boolean asksDepth = overflow.depthOver()[rule] != OverflowTable.NOT_ASKED;
        final boolean asksAgents = overflow.noAgents()[rule] != OverflowTable.NOT_ASKED;
        if (!asksWait && !asksDepth && !asksAgents) {
            return "";
        }
        final int state = state(queue);
        if (state == NOT_READ) {
            return "no state of the queue is known that is young enough";
        }
        final StatesRead states = made.statesRead();
        if (asksWait && states.expectedWaitMs(state) <= overflow.waitOverMs()[rule]) {
            return "the wait is " + known(states.expectedWaitMs(state), " ms");
        }
        if (asksDepth && states.depth(state) <= overflow.depthOver()[rule]) {
            return "the depth is " + known(states.depth(state), "");
        }
        final int available = states.available(state);
        final boolean fitsAgents = available >= 0 && (overflow.noAgents()[rule] == 1) == (available == 0);
        return asksAgents && !fitsAgents ? "the agents available are " + known(available, "") : "";
    }

    private static String known(final long figure, final String unit) {
        return figure < 0 ? "not known" : figure + unit;
    }

    // Which of the states that the decision read is this queue's and fresh.
    private int state(final int queue) {
        final StatesRead states = made.statesRead();
        for (int i = 0; i < states.count(); i++) {
            if (states.queue(i) == queue) {
                return made.nowMs() - states.atMs(i) <= table.queues().freshForMs()[queue] ? i : NOT_READ;
            }
        }
        return NOT_READ;
    }

    private boolean isClosed(final int queue) {
        return switch (made.snapshot().overrides().kindAt(queue, made.nowMs())) {
            case OverrideTable.CLOSED -> true;
            case OverrideTable.OPEN -> false;
            default -> table.calendars().state(table.queues().calendar()[queue], made.nowMs()) != CalendarTable.OPEN;
        };
    }

    private void take(final int queue) {
        final QueueTable queues = table.queues();
        if (isClosed(queue)) {
            log.layOver(queues.closedRow()[queue], "CLOSED", name(queue));
        } else if (made.snapshot().overrides().kindAt(queue, made.nowMs()) == OverrideTable.SURGE) {
            log.layOver(queues.surgeRow()[queue], "SURGE", name(queue));
        }
    }

    private String name(final int queue) {
        return names.queues().get(queue);
    }
}
