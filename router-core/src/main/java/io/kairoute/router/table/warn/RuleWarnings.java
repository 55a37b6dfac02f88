package io.kairoute.router.table.warn;

import io.kairoute.router.table.Located;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.router.table.logic.RuleFacts;
import org.jspecify.annotations.Nullable;

/** Warns of rules that can never match, and of signal rules and protections that never change anything. */
final class RuleWarnings {
    private RuleWarnings() {}

    static void check(final TableIndex index, final RuleFacts facts, final Problems problems) {
        for (final Located<SignalRuleDefinition> each : Places.signals(index.table())) {
            final SignalRuleDefinition rule = each.part();
            final TablePath path = each.path();
            neverMatches(path, facts.signals().get(each.index()).neverBecause(), problems);
            tooUnsure(path, rule, index.occasions().get(rule.occasion()), problems);
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(index.table())) {
            neverMatches(each.path(), facts.tuningNeverBecause(each.index()), problems);
        }
        for (final Located<ProtectionDefinition> each : Places.protections(index.table())) {
            final ProtectionDefinition rule = each.part();
            if (rule.treatment().isEmpty() && (rule.floorPriority() == null || rule.floorPriority() == 0)) {
                problems.warning(
                        "RULE_CHANGES_NOTHING",
                        each.path(),
                        "The protection " + Quote.of(rule.id()) + " has neither a treatment nor a floor above 0.",
                        "Give it one, or remove it.");
            }
        }
    }

    private static void neverMatches(final TablePath path, final @Nullable String because, final Problems problems) {
        if (because != null) {
            problems.warning(
                    "RULE_NEVER_MATCHES",
                    path,
                    "The rule " + Quote.of(path.name()) + " can never match: " + because + ".",
                    "Mend its conditions, or remove it.");
        }
    }

    private static void tooUnsure(
            final TablePath path,
            final SignalRuleDefinition rule,
            final @Nullable OccasionDefinition occasion,
            final Problems problems) {
        if (occasion != null && rule.confidenceBp() < occasion.ambiguousAtBp()) {
            problems.warning(
                    "RULE_CHANGES_NOTHING",
                    path.key("confidence"),
                    "The rule " + Quote.of(rule.id()) + " is less sure than the occasion " + Quote.of(occasion.id())
                            + " needs to be ambiguous, so it never brings it about.",
                    "Raise its confidence to ambiguous_at or above, or remove it.");
        }
    }
}
