package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks how many values, labels and calendars all rules together ask about. */
final class RuleSizeChecks {
    private final Problems problems;
    private final Map<Attribute, Set<String>> values = new HashMap<>();
    private final Map<String, Set<String>> labelValues = new HashMap<>();
    private int ruleValues;
    private int listedValues;

    private RuleSizeChecks(final Problems problems) {
        this.problems = problems;
    }

    static void check(final TableDefinition table, final Problems problems) {
        final RuleSizeChecks checks = new RuleSizeChecks(problems);
        final Stage signals = new Stage();
        for (final Located<SignalRuleDefinition> each : Places.signals(table)) {
            final SignalRuleDefinition rule = each.part();
            final TablePath path = each.path();
            checks.conditions(path.key("when"), rule.when(), signals);
            checks.conditions(path.key("unless"), rule.unless(), signals);
        }
        final Stage tuning = new Stage();
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            final TuningRuleDefinition rule = each.part();
            final TablePath path = each.path();
            checks.conditions(path.key("when"), rule.when(), tuning);
            checks.conditions(path.key("unless"), rule.unless(), tuning);
        }
    }

    private void conditions(final TablePath path, final ConditionsDefinition conditions, final Stage stage) {
        conditions
                .attributes()
                .forEach((attribute, named) -> addValues(
                        values.computeIfAbsent(attribute, any -> new HashSet<>()),
                        named,
                        path.key(attribute.key()),
                        "different values of " + attribute.key() + " over all rules"));
        conditions.labels().forEach((name, named) -> {
            final TablePath place = path.key("labels").key(name);
            addAll(stage.labels, List.of(name), Limits.RULE_LABELS, place, "labels that the rules of one stage read");
            addValues(
                    labelValues.computeIfAbsent(name, any -> new HashSet<>()),
                    named,
                    place,
                    "different values of the label " + Quote.of(name) + " over all rules");
        });
        conditions
                .calendars()
                .keySet()
                .forEach(id -> addAll(
                        stage.calendars,
                        List.of(id),
                        Limits.RULE_CALENDARS,
                        path.key("calendar").key(id),
                        "calendars that the rules of one stage read"));
    }

    private void addValues(final Set<String> all, final List<String> more, final TablePath path, final String what) {
        final int before = all.size();
        addAll(all, more, Limits.VALUES_PER_ATTRIBUTE, path, what);
        final boolean isWithin = ruleValues <= Limits.RULE_VALUES;
        ruleValues += all.size() - before;
        if (isWithin && ruleValues > Limits.RULE_VALUES) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    path,
                    "With this one there are " + ruleValues
                            + " different values over all attributes, labels and rules, the limit is "
                            + Limits.RULE_VALUES + ".",
                    "Ask about fewer.");
        }
        addListed(more.size(), path);
    }

    private void addListed(final int more, final TablePath path) {
        final boolean isWithin = listedValues <= Limits.LISTED_VALUES;
        listedValues += more;
        if (isWithin && listedValues > Limits.LISTED_VALUES) {
            problems.stricter(
                    "LIMIT_EXCEEDED",
                    path,
                    "With these, all rules together list " + listedValues + " values, the limit is "
                            + Limits.LISTED_VALUES + ".",
                    "List a value once, in a rule before those that share it, or list fewer.");
        }
    }

    /** Adds to a set, and reports it where it grows beyond its limit. */
    private void addAll(
            final Set<String> all, final List<String> more, final int limit, final TablePath path, final String what) {
        final boolean isWithin = all.size() <= limit;
        all.addAll(more);
        if (isWithin && all.size() > limit) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    path,
                    "With this one there are " + all.size() + " " + what + ", the limit is " + limit + ".",
                    "Ask about fewer.");
        }
    }

    /** What the rules of one stage read. */
    private static final class Stage {
        private final Set<String> labels = new HashSet<>();
        private final Set<String> calendars = new HashSet<>();
    }
}
