package io.kairoute.router.reference;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Attribute;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ids of one generated table, thrown before its parts so that every part can refer to every other.
 *
 * @param restrictedQueues those that tier caps may take away
 * @param risks the risks that rules and protections ask about
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
        List<String> risks,
        boolean longChain) {

    private static final List<String> OCCASIONS = List.of(
            "outage", "billing", "delivery", "late-night", "cancel", "general", "fraud", "move", "upgrade", "survey");
    private static final List<Integer> TIERS_AT_THE_LIMIT = List.of(33, 63, Limits.TIERS);
    private static final List<Integer> QUEUES_AT_THE_LIMIT = List.of(64, 65, 130, 1_025, Limits.QUEUES);

    /** Throws the ids of one table. */
    static TableIds thrownBy(final Dice dice, final Scale scale) {
        return scale == Scale.LIMITS ? atTheLimits(dice) : usual(dice);
    }

    private static TableIds usual(final Dice dice) {
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
                Words.risks(Scale.USUAL),
                longChain);
    }

    private static TableIds atTheLimits(final Dice dice) {
        final List<String> queues = numbered("queue", dice.pick(QUEUES_AT_THE_LIMIT));
        return new TableIds(
                dice.percent(70) ? dice.shuffled(OCCASIONS) : numbered("occasion", dice.between(64, 66)),
                numbered("tier", dice.pick(TIERS_AT_THE_LIMIT)),
                queues,
                dice.some(queues, dice.between(queues.size() / 2, queues.size() - 1)),
                numbered("script", dice.between(1, 70)),
                numbered("hours", dice.below(Limits.RULE_CALENDARS + 1)),
                numbered("layer", dice.below(9)),
                numbered("metric", 4),
                Words.risks(Scale.LIMITS),
                dice.percent(20));
    }

    /** The words that conditions on an attribute can name. */
    List<String> words(final Attribute attribute) {
        return switch (attribute) {
            case OCCASION -> occasions;
            case TIER -> tiers;
            case RISK -> risks;
            default -> Words.of(attribute);
        };
    }

    /** The queue that a long chain starts at. */
    String chainHead() {
        return queues.get(queues.size() - 1 - Limits.OVERFLOW_MOVES);
    }

    /** The queues that no tier cap takes away; there is always one. */
    List<String> openQueues() {
        final Set<String> restricted = Set.copyOf(restrictedQueues);
        return queues.stream().filter(queue -> !restricted.contains(queue)).toList();
    }

    private static List<String> numbered(final String name, final int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    }
}
