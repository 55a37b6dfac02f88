package io.kairoute.router.table.check;

import io.kairoute.router.Limits;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.Located;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.Quote;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks every text of a table: there, no longer than its limit, and free of half characters. */
final class TextChecks {
    private final Problems problems;

    private TextChecks(final Problems problems) {
        this.problems = problems;
    }

    static void check(final TableDefinition table, final Problems problems) {
        new TextChecks(problems).table(table);
    }

    private void table(final TableDefinition table) {
        text(TablePath.ROOT.key("table"), table.table());
        text(Places.DEFAULTS.key("occasion"), table.defaults().occasion());
        text(Places.DEFAULTS.key("tier"), table.defaults().tier());
        Treatments.forEach(table, this::treatment);
        Treatments.forEachOverflowRule(table, (path, rule) -> text(path.key("to"), rule.to()));
        for (final Located<OccasionDefinition> each : Places.occasions(table)) {
            occasion(each.path(), each.part());
        }
        for (final Located<TierDefinition> each : Places.tiers(table)) {
            tier(each.path(), each.part());
        }
        rules(table);
        for (final Located<QueueDefinition> each : Places.queues(table)) {
            queue(each.path(), each.part());
        }
        for (final Located<CalendarDefinition> each : Places.calendars(table)) {
            text(each.path().key("id"), each.part().id());
        }
        for (final Located<ScriptDefinition> each : Places.scripts(table)) {
            script(each.path(), each.part());
        }
        for (final Located<LayerDefinition> each : Places.layers(table)) {
            final TablePath path = each.path();
            text(path.key("id"), each.part().id());
            text(path.key("seed"), each.part().seed());
        }
        for (final Located<ExperimentDefinition> each : Places.experiments(table)) {
            experiment(each.path(), each.part());
        }
        for (final Located<MetricDefinition> each : Places.metrics(table)) {
            metric(each.path(), each.part());
        }
        table.values().forEach((key, values) -> texts(Places.VALUES.key(key), values));
    }

    private void treatment(final TablePath path, final TreatmentDefinition treatment) {
        optional(path.key("queue"), treatment.queue());
        optional(path.key("script"), treatment.script());
        optional(path.key("message"), treatment.message());
        for (final Located<LadderStepDefinition> step : Treatments.ladder(path, treatment)) {
            optional(step.path().key("queue"), step.part().queue());
            optional(step.path().key("script"), step.part().script());
        }
        for (final Located<SelectorDefinition> selector : Treatments.selectors(path, treatment)) {
            text(selector.path().key("key"), selector.part().key());
            text(selector.path().key("value"), selector.part().value());
        }
    }

    private void occasion(final TablePath path, final OccasionDefinition occasion) {
        text(path.key("id"), occasion.id());
        text(path.key("name"), occasion.name());
        text(path.key("job"), occasion.job());
        text(path.key("owner"), occasion.owner());
        optional(path.key("lens"), occasion.lens());
        optional(path.key("why"), occasion.why());
        optional(path.key("playbook"), occasion.playbook());
        texts(path.key("admits"), occasion.admits());
        texts(path.key("metrics"), occasion.metrics());
    }

    private void tier(final TablePath path, final TierDefinition tier) {
        text(path.key("id"), tier.id());
        text(path.key("name"), tier.name());
        text(path.key("definition"), tier.definition());
        text(path.key("owner"), tier.owner());
        text(path.key("cadence"), tier.cadence());
        text(path.key("success").key("metric"), tier.successMetric());
        optional(path.key("recognize"), tier.recognize());
        optional(path.key("parent"), tier.parent());
        optional(path.key("caps").key("instead"), tier.caps().instead());
        texts(path.key("caps").key("queues"), tier.caps().queues());
    }

    private void rules(final TableDefinition table) {
        for (final Located<SignalRuleDefinition> each : Places.signals(table)) {
            final SignalRuleDefinition rule = each.part();
            final TablePath path = each.path();
            text(path.key("id"), rule.id());
            text(path.key("occasion"), rule.occasion());
            conditions(path.key("when"), rule.when());
            conditions(path.key("unless"), rule.unless());
        }
        for (final Located<TuningRuleDefinition> each : Places.tuning(table)) {
            final TuningRuleDefinition rule = each.part();
            final TablePath path = each.path();
            text(path.key("id"), rule.id());
            conditions(path.key("when"), rule.when());
            conditions(path.key("unless"), rule.unless());
        }
        for (final Located<ProtectionDefinition> each : Places.protections(table)) {
            final ProtectionDefinition rule = each.part();
            final TablePath path = each.path();
            text(path.key("id"), rule.id());
            texts(path.key("risk"), rule.risk());
        }
    }

    private void conditions(final TablePath path, final ConditionsDefinition conditions) {
        conditions.attributes().forEach((attribute, values) -> texts(path.key(attribute.key()), values));
        conditions.labels().forEach((name, values) -> {
            text(path.key("labels").key(name), name, Limits.LABEL_NAME_BYTES);
            for (int i = 0; i < values.size(); i++) {
                text(path.key("labels").key(name).item(i), values.get(i), Limits.LABEL_VALUE_BYTES);
            }
        });
        conditions.calendars().keySet().forEach(id -> text(path.key("calendar").key(id), id));
    }

    private void queue(final TablePath path, final QueueDefinition queue) {
        text(path.key("id"), queue.id());
        text(path.key("name"), queue.name());
        text(path.key("calendar"), queue.calendar());
        entries(path.key("refs"), queue.refs());
    }

    private void script(final TablePath path, final ScriptDefinition script) {
        text(path.key("id"), script.id());
        text(path.key("name"), script.name());
        optional(path.key("owner"), script.owner());
        text(path.key("default"), script.defaultLanguage());
        entries(path.key("languages"), script.languages());
    }

    private void experiment(final TablePath path, final ExperimentDefinition experiment) {
        text(path.key("id"), experiment.id());
        text(path.key("occasion"), experiment.occasion());
        texts(path.key("tiers"), experiment.tiers());
        text(path.key("seed"), experiment.seed());
        optional(path.key("layer"), experiment.layer());
        text(path.key("metric"), experiment.metric());
        for (final Located<Arm> arm : Places.arms(path, experiment)) {
            text(arm.path().key("id"), arm.part().id());
        }
    }

    private void metric(final TablePath path, final MetricDefinition metric) {
        text(path.key("id"), metric.id());
        text(path.key("lens"), metric.lens());
        text(path.key("unit"), metric.unit());
        text(path.key("window"), metric.window());
        text(path.key("owner"), metric.owner());
    }

    private void entries(final TablePath path, final Map<String, String> entries) {
        entries.forEach((key, value) -> {
            text(path.key(key), key);
            text(path.key(key), value);
        });
    }

    private void texts(final TablePath path, final List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            text(path.item(i), texts.get(i));
        }
    }

    private void optional(final TablePath path, final @Nullable String text) {
        if (text != null) {
            text(path, text);
        }
    }

    private void text(final TablePath path, final String text) {
        text(path, text, Limits.STRING_BYTES);
    }

    private void text(final TablePath path, final String text, final int limitBytes) {
        if (text.isEmpty()) {
            problems.error("EMPTY_TEXT", path, "The text is empty.", "Write a text, or leave an optional key out.");
            return;
        }
        final int bytes = utf8Bytes(text);
        if (bytes < 0) {
            problems.error(
                    "HALF_CHARACTER",
                    path,
                    "The text " + Quote.of(text.replaceAll("\\p{Cs}", "?")) + " holds one half of a surrogate pair.",
                    "Write the whole character.");
        } else if (bytes > limitBytes) {
            problems.error(
                    "LIMIT_EXCEEDED",
                    path,
                    "The text " + Quote.of(text) + " has " + bytes + " bytes, the limit is " + limitBytes + ".",
                    "Shorten it.");
        }
    }

    /** The length in UTF-8; negative for a text that has no such form. */
    private static int utf8Bytes(final String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                return -1;
            }
        }
        return bytes;
    }
}
