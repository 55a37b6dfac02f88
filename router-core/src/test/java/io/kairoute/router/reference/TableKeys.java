package io.kairoute.router.reference;

import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks a table and names every key that its document would hold, each time it would hold it. */
final class TableKeys {
    private final Consumer<String> keys;

    private TableKeys(final Consumer<String> keys) {
        this.keys = keys;
    }

    /** Names the keys of one table, as {@code occasion.floors.priority}. */
    static void each(final TableDefinition table, final Consumer<String> keys) {
        new TableKeys(keys).table(table);
    }

    /** Every key that a table can have. */
    static List<String> all() {
        final List<String> all = new ArrayList<>();
        add(
                all,
                "",
                "table format defaults occasions tiers queues scripts signals tuning protections calendars layers");
        add(all, "", "experiments metrics values");
        add(all, "defaults.", "occasion tier treatment when_ambiguous when_closed zone segments.max_age");
        add(all, "defaults.segments.when_stale=", "answer default");
        add(all, "treatment.", "queue script priority sla message offer ladder ladder=[] selectors selectors=[]");
        add(all, "treatment.", "preferred_wait effort overflow overflow=[] in_flight=pin in_flight=follow");
        add(all, "ladder.", "after queue priority script offer");
        add(all, "selector.", "key op value ttl");
        add(
                all,
                "occasion.",
                "id name job owner clear_at ambiguous_at treatment metrics margin tunable when_ambiguous");
        add(all, "occasion.", "floors.priority ceilings.priority ceilings.sla admits lens why playbook review_by");
        add(all, "tier.", "id name definition owner cadence version success caps.priority caps.effort caps.queues");
        add(all, "tier.", "caps.instead treatment review_by recognize parent");
        add(all, "signal.", "id occasion when when={} unless unless={} confidence");
        add(all, "tuning.", "id when when={} unless unless={} set adjust.priority adjust.effort adjust.sla");
        for (final String clause : List.of("signal.when.", "signal.unless.")) {
            Words.SIGNAL_ATTRIBUTES.forEach(attribute -> all.add(clause + attribute.key()));
            add(all, clause, "labels calendar=open calendar=closed calendar=holiday time.days time.from time.to");
        }
        for (final String clause : List.of("tuning.when.", "tuning.unless.")) {
            Words.TUNING_ATTRIBUTES.forEach(attribute -> all.add(clause + attribute.key()));
            add(all, clause, "labels calendar=open calendar=closed calendar=holiday time.days time.from time.to");
        }
        add(all, "protection.", "id risk treatment floors.priority");
        add(all, "queue.", "id name calendar overflow surge when_closed capacity fresh_for refs");
        add(all, "overflow.", "to when.wait_over when.depth_over when.no_agents=true when.no_agents=false");
        add(all, "overflow.", "when.closed=true when.closed=false");
        add(all, "calendar.", "id zone weekly holidays exceptions.date exceptions.open exceptions.open=[]");
        add(all, "script.", "id name version default languages owner");
        add(
                all,
                "experiment.",
                "id occasion unit=customer unit=account unit=contact seed metric starts ends tiers layer");
        add(all, "experiment.", "range holdout baseline arms.id arms.share arms.treatment");
        return all;
    }

    private static void add(final List<String> all, final String part, final String keysOfPart) {
        Stream.of(keysOfPart.split(" ")).map(key -> part + key).forEach(all::add);
    }

    private void table(final TableDefinition table) {
        said("table", table.table());
        said("format", table.format());
        said("defaults", table.defaults());
        said("occasions", table.occasions());
        said("tiers", table.tiers());
        said("queues", table.queues());
        said("scripts", table.scripts());
        said("signals", table.signals());
        said("tuning", table.tuning());
        said("protections", table.protections());
        said("calendars", table.calendars());
        said("layers", table.layers());
        said("experiments", table.experiments());
        said("metrics", table.metrics());
        said("values", table.values());
        defaults(table.defaults());
        table.occasions().forEach(this::occasion);
        table.tiers().forEach(this::tier);
        table.signals().forEach(this::signal);
        table.tuning().forEach(this::tuning);
        table.protections().forEach(this::protection);
        table.queues().forEach(this::queue);
        table.calendars().forEach(this::calendar);
        table.scripts().forEach(this::script);
        table.experiments().forEach(this::experiment);
    }

    private void defaults(final DefaultsDefinition defaults) {
        said("defaults.occasion", defaults.occasion());
        said("defaults.tier", defaults.tier());
        treatment("defaults.treatment", defaults.treatment());
        treatment("defaults.when_ambiguous", defaults.whenAmbiguous());
        treatment("defaults.when_closed", defaults.whenClosed());
        said("defaults.zone", defaults.zone().getId().equals("UTC") ? null : defaults.zone());
        said("defaults.segments.max_age", defaults.maxAgeMs());
        keys.accept("defaults.segments.when_stale=" + (defaults.staleYieldsDefault() ? "default" : "answer"));
    }

    private void occasion(final OccasionDefinition occasion) {
        said("occasion.id", occasion.id());
        said("occasion.name", occasion.name());
        said("occasion.job", occasion.job());
        said("occasion.owner", occasion.owner());
        said("occasion.lens", occasion.lens());
        said("occasion.why", occasion.why());
        said("occasion.clear_at", occasion.clearAtBp());
        said("occasion.ambiguous_at", occasion.ambiguousAtBp());
        said("occasion.margin", occasion.marginBp() == 0 ? null : occasion.marginBp());
        said("occasion.tunable", occasion.tunable());
        treatment("occasion.treatment", occasion.treatment());
        treatment("occasion.when_ambiguous", occasion.whenAmbiguous());
        said("occasion.floors.priority", occasion.floorPriority());
        said("occasion.ceilings.priority", occasion.ceilingPriority());
        said("occasion.ceilings.sla", occasion.ceilingSlaMs());
        said("occasion.admits", occasion.admits());
        said("occasion.metrics", occasion.metrics());
        said("occasion.playbook", occasion.playbook());
        said("occasion.review_by", occasion.reviewBy());
    }

    private void tier(final TierDefinition tier) {
        said("tier.id", tier.id());
        said("tier.name", tier.name());
        said("tier.definition", tier.definition());
        said("tier.owner", tier.owner());
        said("tier.cadence", tier.cadence());
        said("tier.version", tier.version());
        said("tier.success", tier.successMetric());
        said("tier.review_by", tier.reviewBy());
        said("tier.caps.priority", tier.caps().priority());
        said("tier.caps.effort", tier.caps().effort());
        said("tier.caps.queues", tier.caps().queues());
        said("tier.caps.instead", tier.caps().instead());
        treatment("tier.treatment", tier.treatment());
        said("tier.recognize", tier.recognize());
        said("tier.parent", tier.parent());
    }

    private void signal(final SignalRuleDefinition rule) {
        said("signal.id", rule.id());
        said("signal.occasion", rule.occasion());
        said("signal.confidence", rule.confidenceBp() == BasisPoints.ONE ? null : rule.confidenceBp());
        clause("signal.when", rule.when());
        clause("signal.unless", rule.unless());
    }

    private void tuning(final TuningRuleDefinition rule) {
        said("tuning.id", rule.id());
        clause("tuning.when", rule.when());
        clause("tuning.unless", rule.unless());
        treatment("tuning.set", rule.set());
        said("tuning.adjust.priority", rule.adjustPriority());
        said("tuning.adjust.effort", rule.adjustEffort());
        said("tuning.adjust.sla", rule.adjustSlaMs());
    }

    private void clause(final String part, final ConditionsDefinition clause) {
        if (clause.isEmpty()) {
            keys.accept(part + "={}");
            return;
        }
        keys.accept(part);
        for (final Attribute attribute : clause.attributes().keySet()) {
            keys.accept(part + "." + attribute.key());
        }
        said(part + ".labels", clause.labels());
        clause.calendars().values().stream()
                .flatMap(List::stream)
                .forEach(state -> keys.accept(part + ".calendar=" + state.key()));
        if (clause.time() != null) {
            said(part + ".time.days", clause.time().days().size() == 7 ? null : clause.time());
            said(part + ".time.from", clause.time().fromMinute());
            said(part + ".time.to", clause.time().toMinute());
        }
    }

    private void protection(final ProtectionDefinition protection) {
        said("protection.id", protection.id());
        said("protection.risk", protection.risk());
        treatment("protection.treatment", protection.treatment());
        said("protection.floors.priority", protection.floorPriority());
    }

    private void queue(final QueueDefinition queue) {
        said("queue.id", queue.id());
        said("queue.name", queue.name());
        said("queue.calendar", queue.calendar().equals(QueueDefinition.ALWAYS) ? null : queue.calendar());
        said("queue.overflow", queue.overflow());
        queue.overflow().forEach(this::overflow);
        said("queue.surge", queue.surge());
        said("queue.when_closed", queue.whenClosed());
        said("queue.capacity", queue.capacity());
        said("queue.fresh_for", queue.freshForMs() == QueueDefinition.DEFAULT_FRESH_FOR_MS ? null : queue.freshForMs());
        said("queue.refs", queue.refs());
    }

    private void overflow(final OverflowRuleDefinition rule) {
        said("overflow.to", rule.to());
        said("overflow.when.wait_over", rule.waitOverMs());
        said("overflow.when.depth_over", rule.depthOver());
        said("overflow.when.no_agents=" + rule.noAgents(), rule.noAgents());
        said("overflow.when.closed=" + rule.closed(), rule.closed());
    }

    private void calendar(final CalendarDefinition calendar) {
        said("calendar.id", calendar.id());
        said("calendar.zone", calendar.zone());
        said("calendar.weekly", calendar.weekly());
        said("calendar.holidays", calendar.holidays());
        for (final CalendarDefinition.ExceptionDay exception : calendar.exceptions()) {
            said("calendar.exceptions.date", exception.date());
            saidOrEmpty("calendar.exceptions.open", exception.open());
        }
    }

    private void script(final ScriptDefinition script) {
        said("script.id", script.id());
        said("script.name", script.name());
        said("script.version", script.version());
        said("script.default", script.defaultLanguage());
        said("script.languages", script.languages());
        said("script.owner", script.owner());
    }

    private void experiment(final ExperimentDefinition experiment) {
        said("experiment.id", experiment.id());
        said("experiment.occasion", experiment.occasion());
        said("experiment.unit=" + experiment.unit().key(), experiment.unit());
        said("experiment.seed", experiment.seed());
        said("experiment.metric", experiment.metric());
        said("experiment.starts", experiment.startsMs());
        said("experiment.ends", experiment.endsMs());
        said("experiment.tiers", experiment.tiers());
        said("experiment.layer", experiment.layer());
        said("experiment.range", experiment.layer() == null ? null : experiment.rangeLo());
        said("experiment.holdout", experiment.holdoutBp() == 0 ? null : experiment.holdoutBp());
        said("experiment.baseline", experiment.baseline());
        for (final ExperimentDefinition.Arm arm : experiment.arms()) {
            said("experiment.arms.id", arm.id());
            said("experiment.arms.share", arm.shareBp());
            treatment("experiment.arms.treatment", arm.treatment());
        }
    }

    private void treatment(final String part, final TreatmentDefinition treatment) {
        if (treatment.isEmpty()) {
            return;
        }
        keys.accept(part);
        said("treatment.queue", treatment.queue());
        said("treatment.script", treatment.script());
        said("treatment.priority", treatment.priority());
        said("treatment.sla", treatment.slaMs());
        said("treatment.message", treatment.message());
        said("treatment.offer", treatment.offer());
        saidOrEmpty("treatment.ladder", treatment.ladder());
        saidOrEmpty("treatment.selectors", treatment.selectors());
        said("treatment.preferred_wait", treatment.preferredWaitMs());
        said("treatment.effort", treatment.effort());
        saidOrEmpty("treatment.overflow", treatment.overflow());
        if (treatment.inFlight() != null) {
            keys.accept("treatment.in_flight=" + treatment.inFlight().key());
        }
        orNone(treatment.ladder()).forEach(this::ladderStep);
        orNone(treatment.selectors()).forEach(this::selector);
        orNone(treatment.overflow()).forEach(this::overflow);
    }

    private void ladderStep(final LadderStepDefinition step) {
        said("ladder.after", step.afterMs());
        said("ladder.queue", step.queue());
        said("ladder.priority", step.priority());
        said("ladder.script", step.script());
        said("ladder.offer", step.offer());
    }

    private void selector(final SelectorDefinition selector) {
        said("selector.key", selector.key());
        said("selector.op", selector.op());
        said("selector.value", selector.value());
        said("selector.ttl", selector.ttlMs());
    }

    private static <T> List<T> orNone(final @Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private void saidOrEmpty(final String key, final @Nullable List<?> list) {
        said(key, list);
        if (list != null && list.isEmpty()) {
            keys.accept(key + "=[]");
        }
    }

    /** Names a key whose value its document would hold. */
    private void said(final String key, final @Nullable Object value) {
        final boolean leftOut = value == null
                || (value instanceof Collection<?> several && several.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        if (!leftOut) {
            keys.accept(key);
        }
    }
}
