package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.signal.RegionLevels;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.NearestName;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what rules ask: something at all, of an attribute that their stage knows, with values that can be. */
final class ConditionChecks {

    private final Problems problems;
    private final Vocabularies vocabularies;

    private ConditionChecks(final TableDefinition table, final Problems problems) {
        this.problems = problems;
        vocabularies = new Vocabularies(table.values());
    }

    static void check(final TableDefinition table, final Problems problems) {
        new ConditionChecks(table, problems).table(table);
    }

    private void table(final TableDefinition table) {
        values(table.values());
        for (final Located<SignalRuleDefinition> each : Places.signals(table)) {
            final SignalRuleDefinition rule = each.part();
            final TablePath path = each.path();
            rule(path, rule.when(), rule.unless());
            conditions(path.key("when"), rule.when(), Attribute.OF_SIGNALS);
            conditions(path.key("unless"), rule.unless(), Attribute.OF_SIGNALS);
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            final TuningRuleDefinition rule = each.part();
            final TablePath path = each.path();
            rule(path, rule.when(), rule.unless());
            conditions(path.key("when"), rule.when(), Attribute.OF_TUNING);
            conditions(path.key("unless"), rule.unless(), Attribute.OF_TUNING);
            effect(path, rule);
        }
        for (final Located<ProtectionDefinition> each : Places.protections(table)) {
            final ProtectionDefinition rule = each.part();
            final TablePath path = each.path().key("risk");
            filled(path, rule.risk());
            attribute(path, Attribute.RISK, rule.risk());
        }
    }

    private void rule(final TablePath path, final ConditionsDefinition when, final ConditionsDefinition unless) {
        if (when.isEmpty() && unless.isEmpty()) {
            problems.error(
                    "RULE_WITHOUT_CONDITIONS",
                    path.key("when"),
                    "The rule has no condition, so it would always hold.",
                    "Say when it holds, or unless.");
        }
    }

    private void effect(final TablePath path, final TuningRuleDefinition rule) {
        if (rule.set().isEmpty()
                && rule.adjustPriority() == null
                && rule.adjustEffort() == null
                && rule.adjustSlaMs() == null) {
            problems.error(
                    "MISSING_KEY",
                    path,
                    "The tuning rule changes nothing.",
                    "Add set with a field, or adjust with priority, effort or sla.");
        }
    }

    private void conditions(final TablePath path, final ConditionsDefinition conditions, final Set<Attribute> allowed) {
        conditions.attributes().forEach((attribute, values) -> {
            final TablePath place = path.key(attribute.key());
            if (!allowed.contains(attribute)) {
                problems.error(
                        "UNKNOWN_KEY",
                        place,
                        "This stage cannot ask about " + attribute.key() + ".",
                        "Use one of "
                                + String.join(
                                        ", ",
                                        allowed.stream().map(Attribute::key).toList()) + ".");
            }
            filled(place, values);
            attribute(place, attribute, values);
        });
        conditions.labels().forEach((name, values) -> filled(path.key("labels").key(name), values));
        conditions
                .calendars()
                .forEach((id, states) -> filled(path.key("calendar").key(id), states));
        final TimeWindow time = conditions.time();
        if (time != null) {
            filled(path.key("time").key("days"), time.days());
            if (time.fromMinute() == time.toMinute()) {
                problems.stricter(
                        "WINDOW_UNCLEAR",
                        path.key("time").key("to"),
                        "The window ends when it begins, which may mean a whole day or nothing.",
                        "Write from: \"00:00\", to: \"24:00\" for whole days, or leave time out.");
            }
        }
    }

    private void filled(final TablePath path, final Collection<?> values) {
        if (values.isEmpty()) {
            problems.error(
                    "EMPTY_LIST",
                    path,
                    "The list is empty, so nothing can fit it.",
                    "Name at least one value, or leave the key out.");
        }
    }

    private void values(final Map<String, List<String>> vocabulariesByKey) {
        vocabulariesByKey.forEach((key, values) -> {
            filled(Places.VALUES.key(key), values);
            final Attribute attribute = Vocabularies.closable(key);
            if (attribute == null) {
                problems.error(
                        "UNKNOWN_KEY",
                        Places.VALUES.key(key),
                        Quote.of(key) + " is not a vocabulary that can be closed.",
                        "Use one of "
                                + String.join(
                                        ", ",
                                        Attribute.CLOSABLE.stream()
                                                .map(Attribute::key)
                                                .toList()) + ".");
            } else {
                spelling(Places.VALUES.key(key), attribute, values);
            }
        });
    }

    private void attribute(final TablePath path, final Attribute attribute, final List<String> values) {
        spelling(path, attribute, values);
        for (int i = 0; i < values.size(); i++) {
            final String value = values.get(i);
            if (!value.isEmpty() && !vocabularies.admit(attribute, value)) {
                problems.error(
                        "VALUE_NOT_LISTED",
                        path.item(i),
                        "The value " + Quote.of(value) + " is not among the values of " + attribute.key() + ".",
                        () -> "Add it under values." + attribute.key() + ", or name another"
                                + NearestName.hint(value, vocabularies.few(attribute)));
            }
        }
    }

    private void spelling(final TablePath path, final Attribute attribute, final List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            final String value = values.get(i);
            if (!attribute.choices().isEmpty() && !attribute.choices().contains(value)) {
                problems.error(
                        "UNKNOWN_VALUE",
                        path.item(i),
                        Quote.of(value) + " is not a value of " + attribute.key() + ".",
                        () -> "Write one of " + String.join(", ", attribute.choices())
                                + NearestName.hint(value, attribute.choices()));
            } else if (attribute == Attribute.LANGUAGE) {
                final boolean unused = LanguageTags.check(path.item(i), value, value, problems);
            } else if (attribute == Attribute.REGION) {
                region(path.item(i), value);
            }
        }
    }

    private void region(final TablePath path, final String value) {
        final String fault = RegionLevels.fault(value);
        if (fault == null) {
            return;
        }
        final String reason = "The region " + Quote.of(value) + " " + fault + ".";
        if (RegionLevels.count(value) > Limits.REGION_LEVELS) {
            problems.error("LIMIT_EXCEEDED", path, reason, "Name a wider region.");
        } else {
            problems.stricter("BAD_REGION", path, reason, "Write one hyphen between two levels, as AU-VIC.");
        }
    }
}
