package io.kairoute.router.reference;

import io.kairoute.router.table.OverflowRuleDefinition;
import java.util.List;

/** Throws overflow rules; their figures are those that generated queue states come close to. */
final class OverflowGenerator {
    static final List<Long> WAITS_MS = List.of(0L, 30_000L, 120_000L);
    static final List<Integer> DEPTHS = List.of(0, 5, 20);

    private final Dice dice;

    OverflowGenerator(final Dice dice) {
        this.dice = dice;
    }

    /** A rule with one to three conditions. */
    OverflowRuleDefinition rule(final String to) {
        final int first = dice.below(4);
        return new OverflowRuleDefinition(
                isAsked(first == 0) ? dice.pick(WAITS_MS) : null,
                isAsked(first == 1) ? dice.pick(DEPTHS) : null,
                isAsked(first == 2) ? Boolean.valueOf(dice.percent(60)) : null,
                isAsked(first == 3) ? Boolean.valueOf(dice.percent(70)) : null,
                to);
    }

    /** A rule that holds wherever the queue is open. */
    static OverflowRuleDefinition whileOpen(final String to) {
        return new OverflowRuleDefinition(null, null, null, false, to);
    }

    private boolean isAsked(final boolean first) {
        return first || dice.percent(12);
    }
}
