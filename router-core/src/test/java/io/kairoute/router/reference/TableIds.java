package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ids of one generated table, thrown before its parts so that every part can refer to every other.
 *
 * @param restrictedQueues those that tier caps may take away
 * @param longChain whether the last queues make the longest chain that is allowed
 */
record TableIds(
        List<String> occasions,
        List<String> tiers,
        List<String> queues,
        List<String> restrictedQueues,
        List<String> scripts,
        List<String> calendars,
        List<String> layers,
        List<String> metrics,
        boolean longChain) {

    private static final List<String> OCCASIONS = List.of(
            "outage", "billing", "delivery", "late-night", "cancel", "general", "fraud", "move", "upgrade", "survey");

    /** Throws the ids of one table. */
    static TableIds thrownBy(final Dice dice) {
        final boolean longChain = dice.percent(20);
        final List<String> queues = numbered("queue", longChain ? dice.between(12, 16) : dice.between(2, 12));
        return new TableIds(
                dice.shuffled(dice.some(OCCASIONS, dice.between(1, 8))),
                dice.some(Words.TIERS, dice.between(1, dice.percent(10) ? 9 : 6)),
                queues,
                dice.some(queues, dice.below(queues.size())),
                numbered("script", dice.between(1, 5)),
                numbered("hours", dice.below(4)),
                numbered("layer", dice.below(3)),
                numbered("metric", dice.between(1, 4)),
                longChain);
    }

    /** The queue that a long chain starts at. */
    String chainHead() {
        return queues.get(queues.size() - 1 - Limits.OVERFLOW_MOVES);
    }

    /** The queues that no tier cap takes away; there is always one. */
    List<String> openQueues() {
        return queues.stream()
                .filter(queue -> !restrictedQueues.contains(queue))
                .toList();
    }

    private static List<String> numbered(final String name, final int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    }
}
