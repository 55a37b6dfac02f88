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
    /** What is said of a rule whose outcome hangs on risks that are hidden. */
    static final String WITHHELD = "asks about risks, which this caller may not see";

    private final Names names;
    private final boolean isRiskHidden;

    RuleExplainer(final Names names, final boolean isRiskHidden) {
        this.names = names;
        this.isRiskHidden = isRiskHidden;
    }

    /**
     * Explains every rule of a matrix, in table order.
     *
     * @param effect applies a rule that held, by its position, and says what it did
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
                .mapToObj(rule -> {
                    final boolean isHidden = isRiskHidden && matrix.readsRisks(rule);
                    final String failure =
                            !isHidden && matcher.holds(rule) ? "" : firstFailure(rule, matrix, values, isHidden);
                    if (!failure.isEmpty()) {
                        return new Rule(ids.get(rule), kind, false, failure, false);
                    }
                    return isHidden
                            ? new Rule(ids.get(rule), kind, false, WITHHELD, true)
                            : new Rule(ids.get(rule), kind, true, effect.apply(rule), false);
                })
                .toList();
    }

    private String firstFailure(
            final int rule, final RuleMatrix matrix, final ContactValues values, final boolean isHidden) {
        return IntStream.range(0, Slot.FIRST_OPEN + names.slots().size())
                .filter(slot -> !(isHidden && slot == Slot.RISK))
                .filter(slot -> !matrix.allows(slot, values, rule))
                .mapToObj(slot -> (matrix.asksFor(slot, rule) ? "when " : "unless ") + nameOf(slot))
                .findFirst()
                .orElse("");
    }

    private String nameOf(final int slot) {
        return slot < Slot.FIRST_OPEN ? Slot.NAMES.get(slot) : names.slots().get(slot - Slot.FIRST_OPEN);
    }
}
