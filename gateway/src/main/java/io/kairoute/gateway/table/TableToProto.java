package io.kairoute.gateway.table;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarState;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.table.v1.Arm;
import io.kairoute.table.v1.Baseline;
import io.kairoute.table.v1.Calendar;
import io.kairoute.table.v1.Caps;
import io.kairoute.table.v1.Conditions;
import io.kairoute.table.v1.Defaults;
import io.kairoute.table.v1.ExceptionDay;
import io.kairoute.table.v1.Experiment;
import io.kairoute.table.v1.Layer;
import io.kairoute.table.v1.Metric;
import io.kairoute.table.v1.NamedText;
import io.kairoute.table.v1.NamedValues;
import io.kairoute.table.v1.Occasion;
import io.kairoute.table.v1.Protection;
import io.kairoute.table.v1.Queue;
import io.kairoute.table.v1.Script;
import io.kairoute.table.v1.SignalRule;
import io.kairoute.table.v1.Span;
import io.kairoute.table.v1.Table;
import io.kairoute.table.v1.Tier;
import io.kairoute.table.v1.TimeWindow;
import io.kairoute.table.v1.TuningRule;
import io.kairoute.table.v1.Weekday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the records of a table into messages. */
final class TableToProto {
    private TableToProto() {}

    static Table table(final TableDefinition table) {
        final Table.Builder message = Table.newBuilder()
                .setTable(table.table())
                .setFormat(table.format())
                .setDefaults(defaults(table.defaults()))
                .addAllOccasions(each(table.occasions(), TableToProto::occasion))
                .addAllSignals(each(table.signals(), TableToProto::signal))
                .addAllTiers(each(table.tiers(), TableToProto::tier))
                .addAllTuning(each(table.tuning(), TableToProto::tuning))
                .addAllProtections(each(table.protections(), TableToProto::protection))
                .addAllQueues(each(table.queues(), TableToProto::queue))
                .addAllCalendars(each(table.calendars(), TableToProto::calendar))
                .addAllScripts(each(table.scripts(), TableToProto::script))
                .addAllExperiments(each(table.experiments(), TableToProto::experiment))
                .addAllValues(named(table.values(), Function.identity(), Function.identity()));
        table.layers()
                .forEach(layer ->
                        message.addLayers(Layer.newBuilder().setId(layer.id()).setSeed(layer.seed())));
        table.metrics()
                .forEach(metric -> message.addMetrics(Metric.newBuilder()
                        .setId(metric.id())
                        .setLens(metric.lens())
                        .setUnit(metric.unit())
                        .setWindow(metric.window())
                        .setOwner(metric.owner())));
        return message.build();
    }

    static String day(final DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /** Sets a field where there is a value. */
    static <T> void set(final @Nullable T value, final Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    private static <T, M> List<M> each(final List<T> parts, final Function<T, M> writer) {
        return parts.stream().map(writer).toList();
    }

    private static <K, V> List<NamedValues> named(
            final Map<K, List<V>> values, final Function<K, String> name, final Function<V, String> value) {
        return values.entrySet().stream()
                .map(entry -> NamedValues.newBuilder()
                        .setName(name.apply(entry.getKey()))
                        .addAllValues(each(entry.getValue(), value))
                        .build())
                .toList();
    }

    private static List<NamedText> texts(final Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> NamedText.newBuilder()
                        .setName(entry.getKey())
                        .setText(entry.getValue())
                        .build())
                .toList();
    }

    private static Defaults defaults(final DefaultsDefinition defaults) {
        final Defaults.Builder message = Defaults.newBuilder()
                .setOccasion(defaults.occasion())
                .setTier(defaults.tier())
                .setTreatment(TreatmentToProto.treatment(defaults.treatment()))
                .setZone(defaults.zone().getId())
                .setStaleYieldsDefault(defaults.staleYieldsDefault());
        TreatmentToProto.setUnlessEmpty(defaults.whenAmbiguous(), message::setWhenAmbiguous);
        TreatmentToProto.setUnlessEmpty(defaults.whenClosed(), message::setWhenClosed);
        set(defaults.maxAgeMs(), message::setMaxAgeMs);
        return message.build();
    }

    private static Occasion occasion(final OccasionDefinition occasion) {
        final Occasion.Builder message = Occasion.newBuilder()
                .setId(occasion.id())
                .setName(occasion.name())
                .setJob(occasion.job())
                .setOwner(occasion.owner())
                .setClearAtBp(occasion.clearAtBp())
                .setAmbiguousAtBp(occasion.ambiguousAtBp())
                .setMarginBp(occasion.marginBp())
                .addAllTunable(occasion.tunable().stream()
                        .sorted()
                        .map(TreatmentField::key)
                        .toList())
                .setTreatment(TreatmentToProto.treatment(occasion.treatment()))
                .addAllAdmits(occasion.admits())
                .addAllMetrics(occasion.metrics());
        TreatmentToProto.setUnlessEmpty(occasion.whenAmbiguous(), message::setWhenAmbiguous);
        set(occasion.lens(), message::setLens);
        set(occasion.why(), message::setWhy);
        set(occasion.floorPriority(), message::setFloorPriority);
        set(occasion.ceilingPriority(), message::setCeilingPriority);
        set(occasion.ceilingSlaMs(), message::setCeilingSlaMs);
        set(occasion.playbook(), message::setPlaybook);
        set(occasion.reviewBy(), date -> message.setReviewBy(date.toString()));
        return message.build();
    }

    private static SignalRule signal(final SignalRuleDefinition rule) {
        final SignalRule.Builder message = SignalRule.newBuilder()
                .setId(rule.id())
                .setOccasion(rule.occasion())
                .setConfidenceBp(rule.confidenceBp());
        conditions(rule.when(), message::setWhen);
        conditions(rule.unless(), message::setUnless);
        return message.build();
    }

    private static void conditions(final ConditionsDefinition conditions, final Consumer<Conditions> setter) {
        if (conditions.isEmpty()) {
            return;
        }
        final Conditions.Builder message = Conditions.newBuilder()
                .addAllAttributes(named(new TreeMap<>(conditions.attributes()), Attribute::key, Function.identity()))
                .addAllLabels(named(conditions.labels(), Function.identity(), Function.identity()))
                .addAllCalendars(named(conditions.calendars(), Function.identity(), CalendarState::key));
        set(
                conditions.time(),
                time -> message.setTime(TimeWindow.newBuilder()
                        .addAllDays(
                                time.days().size() == DayOfWeek.values().length
                                        ? List.of()
                                        : time.days().stream()
                                                .sorted()
                                                .map(TableToProto::day)
                                                .toList())
                        .setFromMinute(time.fromMinute())
                        .setToMinute(time.toMinute())));
        setter.accept(message.build());
    }

    private static Tier tier(final TierDefinition tier) {
        final Tier.Builder message = Tier.newBuilder()
                .setId(tier.id())
                .setName(tier.name())
                .setDefinition(tier.definition())
                .setOwner(tier.owner())
                .setCadence(tier.cadence())
                .setVersion(tier.version())
                .setSuccessMetric(tier.successMetric())
                .setSuccessTargetBp(tier.successTargetBp());
        set(tier.reviewBy(), date -> message.setReviewBy(date.toString()));
        if (!tier.caps().equals(TierDefinition.CapsDefinition.NONE)) {
            final Caps.Builder caps = Caps.newBuilder().addAllQueues(tier.caps().queues());
            set(tier.caps().priority(), caps::setPriority);
            set(tier.caps().effort(), caps::setEffort);
            set(tier.caps().instead(), caps::setInstead);
            message.setCaps(caps);
        }
        TreatmentToProto.setUnlessEmpty(tier.treatment(), message::setTreatment);
        set(tier.recognize(), message::setRecognize);
        set(tier.parent(), message::setParent);
        return message.build();
    }

    private static TuningRule tuning(final TuningRuleDefinition rule) {
        final TuningRule.Builder message = TuningRule.newBuilder().setId(rule.id());
        conditions(rule.when(), message::setWhen);
        conditions(rule.unless(), message::setUnless);
        TreatmentToProto.setUnlessEmpty(rule.set(), message::setSet);
        set(rule.adjustPriority(), message::setAdjustPriority);
        set(rule.adjustEffort(), message::setAdjustEffort);
        set(rule.adjustSlaMs(), message::setAdjustSlaMs);
        return message.build();
    }

    private static Protection protection(final ProtectionDefinition protection) {
        final Protection.Builder message =
                Protection.newBuilder().setId(protection.id()).addAllRisk(protection.risk());
        TreatmentToProto.setUnlessEmpty(protection.treatment(), message::setTreatment);
        set(protection.floorPriority(), message::setFloorPriority);
        return message.build();
    }

    private static Queue queue(final QueueDefinition queue) {
        final Queue.Builder message = Queue.newBuilder()
                .setId(queue.id())
                .setName(queue.name())
                .setCalendar(queue.calendar())
                .setFreshForMs(queue.freshForMs())
                .addAllRefs(texts(queue.refs()));
        if (!queue.overflow().isEmpty()) {
            message.setOverflow(TreatmentToProto.overflow(queue.overflow()));
        }
        set(queue.surge(), surge -> message.setSurge(TreatmentToProto.treatment(surge)));
        set(queue.whenClosed(), closed -> message.setWhenClosed(TreatmentToProto.treatment(closed)));
        set(queue.capacity(), message::setCapacity);
        return message.build();
    }

    private static Calendar calendar(final CalendarDefinition calendar) {
        final Calendar.Builder message = Calendar.newBuilder()
                .setId(calendar.id())
                .setZone(calendar.zone().getId())
                .addAllHolidays(each(calendar.holidays(), LocalDate::toString));
        for (final DayOfWeek day : DayOfWeek.values()) {
            set(
                    calendar.weekly().get(day),
                    spans -> message.addWeekly(
                            Weekday.newBuilder().setDay(day(day)).addAllOpen(spans(spans))));
        }
        calendar.exceptions()
                .forEach(exception -> message.addExceptions(ExceptionDay.newBuilder()
                        .setDate(exception.date().toString())
                        .addAllOpen(spans(exception.open()))));
        return message.build();
    }

    private static List<Span> spans(final List<CalendarDefinition.Span> spans) {
        return each(spans, span -> Span.newBuilder()
                .setFromMinute(span.fromMinute())
                .setToMinute(span.toMinute())
                .build());
    }

    private static Script script(final ScriptDefinition script) {
        final Script.Builder message = Script.newBuilder()
                .setId(script.id())
                .setName(script.name())
                .setVersion(script.version())
                .setDefaultLanguage(script.defaultLanguage())
                .addAllLanguages(texts(script.languages()));
        set(script.owner(), message::setOwner);
        return message.build();
    }

    private static Experiment experiment(final ExperimentDefinition experiment) {
        final Experiment.Builder message = Experiment.newBuilder()
                .setId(experiment.id())
                .setOccasion(experiment.occasion())
                .addAllTiers(experiment.tiers())
                .setUnit(experiment.unit().key())
                .setSeed(experiment.seed())
                .setRangeLo(experiment.rangeLo())
                .setRangeHi(experiment.rangeHi())
                .setHoldoutBp(experiment.holdoutBp())
                .setMetric(experiment.metric())
                .setStartsMs(experiment.startsMs())
                .setEndsMs(experiment.endsMs());
        set(experiment.layer(), message::setLayer);
        set(
                experiment.baseline(),
                baseline -> message.setBaseline(Baseline.newBuilder()
                        .setFrom(baseline.from().toString())
                        .setTo(baseline.to().toString())));
        experiment.arms().forEach(arm -> {
            final Arm.Builder part = Arm.newBuilder().setId(arm.id()).setShareBp(arm.shareBp());
            TreatmentToProto.setUnlessEmpty(arm.treatment(), part::setTreatment);
            message.addArms(part);
        });
        return message.build();
    }
}
