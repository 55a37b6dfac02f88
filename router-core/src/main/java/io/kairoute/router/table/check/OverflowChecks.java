package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the queues' own overflow rules lead nowhere twice, and end within the moves that a decision makes.
 *
 * <p>The rules are the edges of a graph. A depth-first walk over it, with a stack of its own because a chain can be as
 * long as there are queues, meets a queue on its own path where there is a cycle; without one, the order in which it
 * leaves the queues gives each its longest chain.
 */
final class OverflowChecks {
    /** Enough to mend a table step by step; naming each cycle costs its length. */
    private static final int MOST_CYCLES = 64;

    private final Problems problems;
    private final List<QueueDefinition> queues;
    private final Map<String, Integer> numberById = new HashMap<>();
    private final Visit[] visits;
    private final int[] longest;
    private final boolean[] isTarget;
    private int cycleCount;

    private OverflowChecks(final TableDefinition table, final Problems problems) {
        this.problems = problems;
        queues = table.queues();
        for (int i = 0; i < queues.size(); i++) {
            numberById.putIfAbsent(queues.get(i).id(), i);
        }
        visits = new Visit[queues.size()];
        Arrays.fill(visits, Visit.NEW);
        longest = new int[queues.size()];
        isTarget = new boolean[queues.size()];
    }

    static void check(final TableDefinition table, final Problems problems) {
        final OverflowChecks checks = new OverflowChecks(table, problems);
        for (int i = 0; i < checks.queues.size(); i++) {
            checks.walkFrom(i);
        }
        if (checks.cycleCount == 0) {
            checks.chains();
        }
    }

    private enum Visit {
        NEW,
        ON_PATH,
        LEFT
    }

    /** One queue on the path of the walk, with the next of its rules. */
    private static final class Step {
        private final int queue;
        private int rule;

        Step(final int queue) {
            this.queue = queue;
        }
    }

    private void walkFrom(final int start) {
        if (visits[start] != Visit.NEW) {
            return;
        }
        final Deque<Step> path = new ArrayDeque<>();
        enter(start, path);
        while (!path.isEmpty()) {
            final Step step = path.getLast();
            final List<OverflowRuleDefinition> rules = queues.get(step.queue).overflow();
            if (step.rule == rules.size()) {
                path.removeLast();
                visits[step.queue] = Visit.LEFT;
                if (!path.isEmpty()) {
                    lengthen(path.getLast().queue, step.queue);
                }
                continue;
            }
            final Integer target = numberById.get(rules.get(step.rule++).to());
            if (target == null) {
                continue;
            }
            isTarget[target] = true;
            if (visits[target] == Visit.NEW) {
                enter(target, path);
            } else if (visits[target] == Visit.LEFT) {
                lengthen(step.queue, target);
            } else {
                cycle(path, target);
            }
        }
    }

    private void enter(final int queue, final Deque<Step> path) {
        visits[queue] = Visit.ON_PATH;
        path.addLast(new Step(queue));
    }

    private void lengthen(final int queue, final int target) {
        longest[queue] = Math.max(longest[queue], longest[target] + 1);
    }

    private void cycle(final Deque<Step> path, final int target) {
        if (++cycleCount > MOST_CYCLES) {
            return;
        }
        final List<String> around = new ArrayList<>();
        path.descendingIterator()
                .forEachRemaining(step -> around.add(queues.get(step.queue).id()));
        final List<String> cycle = new ArrayList<>(
                around.subList(0, around.indexOf(queues.get(target).id()) + 1));
        Collections.reverse(cycle);
        final Step last = path.getLast();
        problems.error(
                "OVERFLOW_CYCLE",
                overflowOf(last.queue).item(last.rule - 1).key("to"),
                "The overflow leads from " + Quote.all(cycle) + " back to "
                        + Quote.of(queues.get(target).id()) + ".",
                "Take one of these rules away, or let it lead elsewhere.");
    }

    private void chains() {
        for (int i = 0; i < queues.size(); i++) {
            if (!isTarget[i] && longest[i] > Limits.OVERFLOW_MOVES) {
                problems.error(
                        "OVERFLOW_CHAIN_TOO_LONG",
                        overflowOf(i),
                        "The overflow from " + Quote.of(queues.get(i).id()) + " makes up to " + longest[i]
                                + " moves, the limit is " + Limits.OVERFLOW_MOVES + ".",
                        "Let it lead to its end in fewer moves.");
            }
        }
    }

    private TablePath overflowOf(final int queue) {
        return Places.QUEUES.item(queue, queues.get(queue).id()).key("overflow");
    }
}
