package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.router.table.yaml.DefaultsReader.WhenStale;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;

/**
 * Writes a table as YAML, always the same bytes for the same table.
 *
 * <p>The spelling is canonical: keys in the order of their cards, values that say no more than their absence left out,
 * durations and shares in their shortest form, the small parts on one line each. So what {@link TableReader} made of a
 * document comes back as the same table, and a second round gives the same bytes. Comments are lost: they are the
 * author's, and the table does not know them.
 */
public final class TableWriter {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setWidth(Integer.MAX_VALUE)
            .setSplitLines(false)
            .setUseUnicodeEncoding(true)
            .setBestLineBreak("\n")
            .build();

    private TableWriter() {}

    /**
     * The document of a table that was read or checked without an error, in UTF-8.
     *
     * @throws IllegalArgumentException when the table is of another format
     */
    public static byte[] write(final TableDefinition table) {
        if (table.format() != TableDefinition.FORMAT) {
            throw new IllegalArgumentException(
                    "format=" + table.format() + " cannot be written, only format=" + TableDefinition.FORMAT);
        }
        final YamlMap document = new YamlMap()
                .text("table", table.table())
                .integer("format", table.format())
                .block("defaults", defaults(table.defaults()))
                .blocks("occasions", each(table.occasions(), TableWriter::occasion))
                .flows("signals", each(table.signals(), TableWriter::signal))
                .blocks("tiers", each(table.tiers(), TableWriter::tier))
                .flows("tuning", each(table.tuning(), TableWriter::tuning))
                .flows("protections", each(table.protections(), TableWriter::protection))
                .blocks("queues", each(table.queues(), TableWriter::queue))
                .blocks("calendars", each(table.calendars(), CalendarWriter::write))
                .flows("scripts", each(table.scripts(), TableWriter::script))
                .flows("layers", each(table.layers(), TableWriter::layer))
                .blocks("experiments", each(table.experiments(), TableWriter::experiment))
                .flows("metrics", each(table.metrics(), TableWriter::metric));
        if (!table.values().isEmpty()) {
            final YamlMap values = new YamlMap();
            table.values().forEach(values::list);
            document.block("values", values);
        }
        final Serialize serialize = new Serialize(SETTINGS);
        return new Present(SETTINGS)
                .emitToString(serialize.serializeOne(document.block()).iterator())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<YamlMap> each(final List<T> parts, final Function<T, YamlMap> writer) {
        final List<YamlMap> maps = new ArrayList<>(parts.size());
        for (final T part : parts) {
            maps.add(writer.apply(part));
        }
        return maps;
    }

    private static YamlMap defaults(final DefaultsDefinition defaults) {
        final YamlMap map = new YamlMap().text("occasion", defaults.occasion()).text("tier", defaults.tier());
        if (!defaults.zone().equals(DefaultsReader.UTC)) {
            map.text("zone", defaults.zone().getId());
        }
        final YamlMap segments = new YamlMap().duration("max_age", defaults.maxAgeMs());
        if (defaults.staleYieldsDefault()) {
            segments.text("when_stale", WhenStale.DEFAULT.key());
        }
        return map.flowUnlessEmpty("segments", segments)
                .flow("treatment", TreatmentWriter.write(defaults.treatment()))
                .flowUnlessEmpty("when_ambiguous", TreatmentWriter.write(defaults.whenAmbiguous()))
                .flowUnlessEmpty("when_closed", TreatmentWriter.write(defaults.whenClosed()));
    }

    private static YamlMap occasion(final OccasionDefinition occasion) {
        final YamlMap floors = new YamlMap().integer("priority", occasion.floorPriority());
        final YamlMap ceilings =
                new YamlMap().integer("priority", occasion.ceilingPriority()).duration("sla", occasion.ceilingSlaMs());
        return new YamlMap()
                .text("id", occasion.id())
                .text("name", occasion.name())
                .text("job", occasion.job())
                .text("owner", occasion.owner())
                .text("lens", occasion.lens())
                .text("why", occasion.why())
                .share("clear_at", occasion.clearAtBp())
                .share("ambiguous_at", occasion.ambiguousAtBp())
                .share("margin", occasion.marginBp() == 0 ? null : occasion.marginBp())
                .listUnlessEmpty(
                        "tunable",
                        occasion.tunable().stream()
                                .sorted()
                                .map(TreatmentField::key)
                                .toList())
                .flow("treatment", TreatmentWriter.write(occasion.treatment()))
                .flowUnlessEmpty("when_ambiguous", TreatmentWriter.write(occasion.whenAmbiguous()))
                .flowUnlessEmpty("floors", floors)
                .flowUnlessEmpty("ceilings", ceilings)
                .listUnlessEmpty("admits", occasion.admits())
                .list("metrics", occasion.metrics())
                .text("playbook", occasion.playbook())
                .date("review_by", occasion.reviewBy());
    }

    private static YamlMap signal(final SignalRuleDefinition rule) {
        return new YamlMap()
                .text("id", rule.id())
                .flow("when", ConditionsWriter.write(rule.when()))
                .flowUnlessEmpty("unless", ConditionsWriter.write(rule.unless()))
                .text("occasion", rule.occasion())
                .share("confidence", rule.confidenceBp() == RuleReader.CERTAIN_BP ? null : rule.confidenceBp());
    }

    private static YamlMap tier(final TierDefinition tier) {
        final YamlMap caps = new YamlMap()
                .integer("priority", tier.caps().priority())
                .integer("effort", tier.caps().effort())
                .listUnlessEmpty("queues", tier.caps().queues())
                .text("instead", tier.caps().instead());
        return new YamlMap()
                .text("id", tier.id())
                .text("name", tier.name())
                .text("definition", tier.definition())
                .text("owner", tier.owner())
                .text("cadence", tier.cadence())
                .integer("version", tier.version())
                .flow(
                        "success",
                        new YamlMap().text("metric", tier.successMetric()).share("target", tier.successTargetBp()))
                .date("review_by", tier.reviewBy())
                .flowUnlessEmpty("caps", caps)
                .flowUnlessEmpty("treatment", TreatmentWriter.write(tier.treatment()))
                .text("recognize", tier.recognize())
                .text("parent", tier.parent());
    }

    private static YamlMap tuning(final TuningRuleDefinition rule) {
        final YamlMap adjust = new YamlMap()
                .integer("priority", rule.adjustPriority())
                .integer("effort", rule.adjustEffort())
                .duration("sla", rule.adjustSlaMs());
        return new YamlMap()
                .text("id", rule.id())
                .flowUnlessEmpty("when", ConditionsWriter.write(rule.when()))
                .flowUnlessEmpty("unless", ConditionsWriter.write(rule.unless()))
                .flowUnlessEmpty("set", TreatmentWriter.write(rule.set()))
                .flowUnlessEmpty("adjust", adjust);
    }

    private static YamlMap protection(final ProtectionDefinition protection) {
        return new YamlMap()
                .text("id", protection.id())
                .list("risk", protection.risk())
                .flowUnlessEmpty("treatment", TreatmentWriter.write(protection.treatment()))
                .flowUnlessEmpty("floors", new YamlMap().integer("priority", protection.floorPriority()));
    }

    private static YamlMap queue(final QueueDefinition queue) {
        final YamlMap map = new YamlMap().text("id", queue.id()).text("name", queue.name());
        if (!queue.calendar().equals(QueueDefinition.ALWAYS)) {
            map.text("calendar", queue.calendar());
        }
        if (!queue.overflow().isEmpty()) {
            map.flows("overflow", TreatmentWriter.overflow(queue.overflow()));
        }
        if (queue.surge() != null) {
            map.flow("surge", TreatmentWriter.write(queue.surge()));
        }
        if (queue.whenClosed() != null) {
            map.flow("when_closed", TreatmentWriter.write(queue.whenClosed()));
        }
        map.integer("capacity", queue.capacity());
        if (queue.freshForMs() != QueueDefinition.DEFAULT_FRESH_FOR_MS) {
            map.duration("fresh_for", queue.freshForMs());
        }
        return map.flowUnlessEmpty("refs", YamlMap.of(queue.refs()));
    }

    private static YamlMap script(final ScriptDefinition script) {
        return new YamlMap()
                .text("id", script.id())
                .text("name", script.name())
                .integer("version", script.version())
                .text("owner", script.owner())
                .text("default", script.defaultLanguage())
                .flow("languages", YamlMap.of(script.languages()));
    }

    private static YamlMap layer(final LayerDefinition layer) {
        return new YamlMap().text("id", layer.id()).text("seed", layer.seed());
    }

    private static YamlMap experiment(final ExperimentDefinition experiment) {
        final YamlMap map = new YamlMap()
                .text("id", experiment.id())
                .text("occasion", experiment.occasion())
                .listUnlessEmpty("tiers", experiment.tiers())
                .text("unit", experiment.unit().key())
                .text("seed", experiment.seed())
                .text("layer", experiment.layer());
        if (experiment.rangeLo() != 0 || experiment.rangeHi() != ExperimentReader.BUCKETS) {
            map.integers("range", experiment.rangeLo(), experiment.rangeHi());
        }
        map.share("holdout", experiment.holdoutBp() == 0 ? null : experiment.holdoutBp())
                .flows("arms", each(experiment.arms(), arm -> new YamlMap()
                        .text("id", arm.id())
                        .share("share", arm.shareBp())
                        .flowUnlessEmpty("treatment", TreatmentWriter.write(arm.treatment()))))
                .text("metric", experiment.metric());
        if (experiment.baseline() != null) {
            map.flow(
                    "baseline",
                    new YamlMap()
                            .date("from", experiment.baseline().from())
                            .date("to", experiment.baseline().to()));
        }
        return map.text("starts", Instant.ofEpochMilli(experiment.startsMs()).toString())
                .text("ends", Instant.ofEpochMilli(experiment.endsMs()).toString());
    }

    private static YamlMap metric(final MetricDefinition metric) {
        return new YamlMap()
                .text("id", metric.id())
                .text("lens", metric.lens())
                .text("unit", metric.unit())
                .text("window", metric.window())
                .text("owner", metric.owner());
    }
}
