package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.QueueDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Throws queues whose own overflow has no cycle and no chain that is too long. */
final class QueueGenerator {
    // What a queue overflows into is among the next so many.
    private static final int NEAR = 64;

    private final Dice dice;
    private final TableIds ids;
    private final TreatmentGenerator treatments;
    private final OverflowGenerator overflow;

    /** The longest way on from a queue, in moves. */
    private final Map<String, Integer> moves = new HashMap<>();

    QueueGenerator(final Dice dice, final TableIds ids, final TreatmentGenerator treatments) {
        this.dice = dice;
        this.ids = ids;
        this.treatments = treatments;
        this.overflow = new OverflowGenerator(dice);
    }

    /** Throws every queue of the table; each overflows only into later ones. */
    List<QueueDefinition> queues() {
        final Deque<QueueDefinition> queues = new ArrayDeque<>();
        for (int i = ids.queues().size() - 1; i >= 0; i--) {
            queues.addFirst(queue(
                    ids.queues().get(i),
                    ids.queues()
                            .subList(i + 1, Math.min(i + 1 + NEAR, ids.queues().size()))));
        }
        return List.copyOf(queues);
    }

    private QueueDefinition queue(final String id, final List<String> later) {
        return new QueueDefinition(
                id,
                "The " + id,
                ids.calendars().isEmpty() || dice.percent(ids.longChain() ? 85 : 45)
                        ? QueueDefinition.ALWAYS
                        : dice.pick(ids.calendars()),
                overflow(id, later),
                treatments.perhaps(50, () -> treatments.closing(70)),
                treatments.perhaps(40, () -> treatments.closing(70)),
                treatments.perhaps(40, () -> dice.between(1, 1_000)),
                dice.percent(50) ? QueueDefinition.DEFAULT_FRESH_FOR_MS : dice.between(1L, 60L) * 1_000,
                refs(id));
    }

    private List<OverflowRuleDefinition> overflow(final String id, final List<String> later) {
        final List<String> reachable = later.stream()
                .filter(to -> moves.getOrDefault(to, 0) < Limits.OVERFLOW_MOVES)
                .toList();
        final List<OverflowRuleDefinition> rules = new ArrayList<>();
        if (!reachable.isEmpty() && ids.longChain() && reachable.get(0).equals(later.get(0))) {
            rules.add(OverflowGenerator.whileOpen(later.get(0)));
        }
        final int more = reachable.isEmpty() ? 0 : dice.below(4);
        for (int i = 0; i < more; i++) {
            rules.add(overflow.rule(dice.pick(reachable)));
        }
        moves.put(
                id,
                rules.stream()
                        .mapToInt(rule -> 1 + moves.getOrDefault(rule.to(), 0))
                        .max()
                        .orElse(0));
        return rules;
    }

    private Map<String, String> refs(final String id) {
        final Map<String, String> refs = new LinkedHashMap<>();
        for (final String platform : dice.some(Words.PLATFORMS, dice.below(4))) {
            refs.put(platform, platform + ":" + id);
        }
        return refs;
    }
}
