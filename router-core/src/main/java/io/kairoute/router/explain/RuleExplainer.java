package io.kairoute.router.explain;

import io.kairoute.router.explain.Explanation.Rule;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.RuleMatcher;
import io.kairoute.router.rule.RuleMatrix;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.snapshot.Names;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Says of each rule of a matrix whether it held, and if not, which condition failed first. */
final class RuleExplainer {
    /** The names of the fixed slots, in the order of {@link Slot}; a risk's value is never told. */
    private static final List<String> FIXED_SLOTS = List.of(
            "intent",
            "entry_point",
            "channel",
            "direction",
            "region",
            "product",
            "device",
            "language",
            "account",
            "occasion",
            "band",
            "tier",
            "segment_source",
            "sub_tier",
            "lifecycle",
            "value_band",
            "churn_band",
            "health_band",
            "risk",
            "time");

    private final Names names;

    RuleExplainer(final Names names) {
        this.names = names;
    }

    /**
     * Explains every rule of a matrix.
     *
     * @param effect what a rule that held did, by its position
     */
    List<Rule> explain(
            final String kind,
            final List<String> ids,
            final RuleMatrix matrix,
            final ContactValues values,
            final IntFunction<String> effect) {
        final RuleMatcher matcher = new RuleMatcher(ids.size());
        matcher.match(matrix, values);
        return IntStream.range(0, ids.size())
                .mapToObj(rule -> matcher.holds(rule)
                        ? new Rule(ids.get(rule), kind, true, effect.apply(rule))
                        : new Rule(ids.get(rule), kind, false, firstFailure(rule, matrix, values)))
                .toList();
    }

    private String firstFailure(final int rule, final RuleMatrix matrix, final ContactValues values) {
        return IntStream.range(0, Slot.FIRST_OPEN + names.slots().size())
                .filter(slot -> !matrix.allows(slot, values, rule))
                .mapToObj(slot -> (matrix.asksFor(slot, rule) ? "when " : "unless ") + nameOf(slot))
                .findFirst()
                .orElse("");
    }

    private String nameOf(final int slot) {
        return slot < FIXED_SLOTS.size() ? FIXED_SLOTS.get(slot) : names.slots().get(slot - Slot.FIRST_OPEN);
    }
}
