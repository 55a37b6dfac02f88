package io.kairoute.router.table.warn;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.router.table.logic.Budget;
import io.kairoute.router.table.logic.RuleFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Warns of rules that stand in the shadow of another one.
 *
 * <p>A signal rule is shadowed by one for the same occasion that holds whenever it does and is at least as sure. A tuning
 * rule is shadowed by a later one that holds whenever it does and sets every field it touches, or by an earlier one that
 * has set the same already.
 */
final class ShadowWarnings {
    private static final long STEPS = 6_000_000;

    private final TableDefinition table;
    private final RuleFacts facts;
    private final Problems problems;

    /** By signal rule, whether it asks for intents; looked at for every pair. */
    private final boolean[] asksIntent;

    private ShadowWarnings(final TableDefinition table, final RuleFacts facts, final Problems problems) {
        this.table = table;
        this.facts = facts;
        this.problems = problems;
        asksIntent = new boolean[table.signals().size()];
        for (int i = 0; i < asksIntent.length; i++) {
            asksIntent[i] = table.signals().get(i).when().attributes().containsKey(Attribute.INTENT);
        }
    }

    static void check(final TableDefinition table, final RuleFacts facts, final Problems problems) {
        final ShadowWarnings warnings = new ShadowWarnings(table, facts, problems);
        warnings.signals(new Budget(STEPS));
        warnings.tuning(new Budget(STEPS));
    }

    private void signals(final Budget budget) {
        final Map<String, List<Integer>> rulesByOccasion = new HashMap<>();
        for (final Located<SignalRuleDefinition> each : Places.signals(table)) {
            rulesByOccasion
                    .computeIfAbsent(each.part().occasion(), any -> new ArrayList<>())
                    .add(each.index());
        }
        for (int i = 0; i < table.signals().size() && !budget.isSpent(); i++) {
            if (facts.signals().get(i).neverBecause() != null) {
                continue;
            }
            for (final int other :
                    rulesByOccasion.getOrDefault(table.signals().get(i).occasion(), List.of())) {
                if (i != other && isSignalShadowed(i, other, budget)) {
                    final SignalRuleDefinition rule = table.signals().get(i);
                    problems.warning(
                            "RULE_SHADOWED",
                            Places.SIGNALS.item(i, rule.id()),
                            "Whenever the rule " + Quote.of(rule.id()) + " holds, the rule "
                                    + Quote.of(table.signals().get(other).id())
                                    + " holds too and is at least as sure of the same occasion.",
                            "Remove one of the two, or make this one surer.");
                    break;
                }
            }
        }
    }

    private boolean isSignalShadowed(final int rule, final int other, final Budget budget) {
        final SignalRuleDefinition mine = table.signals().get(rule);
        final SignalRuleDefinition its = table.signals().get(other);
        // A rule that names intents also tells which occasion a runner-up intent stands for.
        final boolean isPointerLost = asksIntent[rule] && !asksIntent[other];
        return !isPointerLost
                && its.confidenceBp() >= mine.confidenceBp()
                && facts.signals().get(rule).implies(facts.signals().get(other), budget)
                && !(rule < other
                        && its.confidenceBp() == mine.confidenceBp()
                        && facts.signals().get(other).implies(facts.signals().get(rule), budget));
    }

    private void tuning(final Budget budget) {
        final List<Set<TreatmentField>> touched =
                table.tuning().stream().map(TuningRuleDefinition::touched).toList();
        final List<Set<TreatmentField>> set =
                table.tuning().stream().map(rule -> rule.set().fields()).toList();
        final int[] lastTouch = new int[TreatmentField.values().length];
        Arrays.fill(lastTouch, -1);
        for (int i = 0; i < table.tuning().size() && !budget.isSpent(); i++) {
            if (facts.tuningNeverBecause(i) == null && !touched.get(i).isEmpty()) {
                final int before = sameBefore(i, touched.get(i), lastTouch, budget);
                final int after = before < 0 ? coveredAfter(i, touched.get(i), set, budget) : -1;
                report(i, before, after);
            }
            for (final TreatmentField field : touched.get(i)) {
                lastTouch[field.ordinal()] = i;
            }
        }
    }

    /** The earlier rule that has already set the same values, which nothing has touched since; negative for none. */
    private int sameBefore(
            final int rule, final Set<TreatmentField> touched, final int[] lastTouch, final Budget budget) {
        final TuningRuleDefinition mine = table.tuning().get(rule);
        int before = -1;
        for (final TreatmentField field : touched) {
            final int last = lastTouch[field.ordinal()];
            final boolean isSame = last >= 0
                    && (before < 0 || before == last)
                    && !mine.adjusted().contains(field)
                    && !table.tuning().get(last).adjusted().contains(field)
                    && Objects.equals(
                            mine.set().value(field),
                            table.tuning().get(last).set().value(field));
            if (!isSame) {
                return -1;
            }
            before = last;
        }
        return facts.tuning().get(rule).implies(facts.tuning().get(before), budget) ? before : -1;
    }

    /** The later rule that sets everything the rule touches; negative for none. */
    private int coveredAfter(
            final int rule,
            final Set<TreatmentField> touched,
            final List<Set<TreatmentField>> set,
            final Budget budget) {
        for (int after = rule + 1; after < set.size(); after++) {
            if (set.get(after).containsAll(touched)
                    && facts.tuning().get(rule).implies(facts.tuning().get(after), budget)) {
                return after;
            }
        }
        return -1;
    }

    private void report(final int rule, final int before, final int after) {
        final String id = table.tuning().get(rule).id();
        if (before >= 0) {
            problems.warning(
                    "RULE_SHADOWED",
                    Places.TUNING.item(rule, id),
                    "Whenever the rule " + Quote.of(id) + " holds, the earlier rule "
                            + Quote.of(table.tuning().get(before).id()) + " has already set the same.",
                    "Remove one of the two.");
        } else if (after >= 0) {
            problems.warning(
                    "RULE_SHADOWED",
                    Places.TUNING.item(rule, id),
                    "Whenever the rule " + Quote.of(id) + " holds, the later rule "
                            + Quote.of(table.tuning().get(after).id()) + " sets everything that it changes.",
                    "Swap the two, or remove one.");
        }
    }
}
