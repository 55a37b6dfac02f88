package io.kairoute.gateway.table;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.CalendarDefinition.ExceptionDay;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.ExperimentDefinition.Baseline;
import io.kairoute.router.table.ExperimentDefinition.Unit;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import io.kairoute.table.v1.Calendar;
import io.kairoute.table.v1.Caps;
import io.kairoute.table.v1.Defaults;
import io.kairoute.table.v1.Experiment;
import io.kairoute.table.v1.NamedText;
import io.kairoute.table.v1.Occasion;
import io.kairoute.table.v1.Protection;
import io.kairoute.table.v1.Queue;
import io.kairoute.table.v1.Script;
import io.kairoute.table.v1.SignalRule;
import io.kairoute.table.v1.Span;
import io.kairoute.table.v1.Table;
import io.kairoute.table.v1.Tier;
import io.kairoute.table.v1.TuningRule;
import io.kairoute.table.v1.Weekday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into the records of a table.
 *
 * <p>Only what a record cannot hold becomes a problem here: a date that is none, a name given twice. Everything else is
 * for the checks that every table passes.
 */
final class TableFromProto {
    private static final int ALL_BUCKETS = 10_000;

    private final ProtoTexts texts;
    private final TreatmentFromProto treatments;
    private final ConditionsFromProto conditions;

    TableFromProto(final Problems problems) {
        texts = new ProtoTexts(problems);
        treatments = new TreatmentFromProto(texts);
        conditions = new ConditionsFromProto(texts);
    }

    TableDefinition table(final Table message) {
        return new TableDefinition(
                message.getTable(),
                message.getFormat(),
                defaults(TablePath.ROOT.key("defaults"), message.getDefaults()),
                each("occasions", message.getOccasionsList(), this::occasion),
                each("signals", message.getSignalsList(), this::signal),
                each("tiers", message.getTiersList(), this::tier),
                each("tuning", message.getTuningList(), this::tuning),
                each("protections", message.getProtectionsList(), this::protection),
                each("queues", message.getQueuesList(), this::queue),
                each("calendars", message.getCalendarsList(), this::calendar),
                each("scripts", message.getScriptsList(), this::script),
                message.getLayersList().stream()
                        .map(layer -> new LayerDefinition(layer.getId(), layer.getSeed()))
                        .toList(),
                each("experiments", message.getExperimentsList(), this::experiment),
                message.getMetricsList().stream()
                        .map(metric -> new MetricDefinition(
                                metric.getId(),
                                metric.getLens(),
                                metric.getUnit(),
                                metric.getWindow(),
                                metric.getOwner()))
                        .toList(),
                conditions.named(TablePath.ROOT.key("values"), message.getValuesList()));
    }

    private static <M, T> List<T> each(
            final String key, final List<M> messages, final BiFunction<TablePath, M, T> reader) {
        final List<T> parts = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            parts.add(reader.apply(TablePath.ROOT.key(key).item(i), messages.get(i)));
        }
        return parts;
    }

    private DefaultsDefinition defaults(final TablePath path, final Defaults message) {
        return new DefaultsDefinition(
                message.getOccasion(),
                message.getTier(),
                treatments.treatment(path.key("treatment"), message.getTreatment()),
                treatments.treatment(path.key("when_ambiguous"), message.getWhenAmbiguous()),
                treatments.treatment(path.key("when_closed"), message.getWhenClosed()),
                texts.zone(path.key("zone"), message.getZone()),
                message.hasMaxAgeMs() ? message.getMaxAgeMs() : null,
                message.getStaleYieldsDefault());
    }

    private OccasionDefinition occasion(final TablePath path, final Occasion message) {
        final Set<TreatmentField> tunable = EnumSet.noneOf(TreatmentField.class);
        for (final String key : message.getTunableList()) {
            final TreatmentField field =
                    texts.choice(path.key("tunable"), key, TreatmentField.values(), TreatmentField::key);
            if (field != null) {
                tunable.add(field);
            }
        }
        return new OccasionDefinition(
                message.getId(),
                message.getName(),
                message.getJob(),
                message.getOwner(),
                message.hasLens() ? message.getLens() : null,
                message.hasWhy() ? message.getWhy() : null,
                message.getClearAtBp(),
                message.getAmbiguousAtBp(),
                message.getMarginBp(),
                tunable,
                treatments.treatment(path.key("treatment"), message.getTreatment()),
                treatments.treatment(path.key("when_ambiguous"), message.getWhenAmbiguous()),
                message.hasFloorPriority() ? message.getFloorPriority() : null,
                message.hasCeilingPriority() ? message.getCeilingPriority() : null,
                message.hasCeilingSlaMs() ? message.getCeilingSlaMs() : null,
                message.getAdmitsList(),
                message.getMetricsList(),
                message.hasPlaybook() ? message.getPlaybook() : null,
                message.hasReviewBy() ? texts.date(path.key("review_by"), message.getReviewBy()) : null);
    }

    private SignalRuleDefinition signal(final TablePath path, final SignalRule message) {
        return new SignalRuleDefinition(
                message.getId(),
                conditions.conditions(path.key("when"), message.getWhen()),
                conditions.conditions(path.key("unless"), message.getUnless()),
                message.getOccasion(),
                message.getConfidenceBp());
    }

    private TierDefinition tier(final TablePath path, final Tier message) {
        return new TierDefinition(
                message.getId(),
                message.getName(),
                message.getDefinition(),
                message.getOwner(),
                message.getCadence(),
                message.getVersion(),
                message.getSuccessMetric(),
                message.getSuccessTargetBp(),
                message.hasReviewBy() ? texts.date(path.key("review_by"), message.getReviewBy()) : null,
                caps(message.getCaps()),
                treatments.treatment(path.key("treatment"), message.getTreatment()),
                message.hasRecognize() ? message.getRecognize() : null,
                message.hasParent() ? message.getParent() : null);
    }

    private static CapsDefinition caps(final Caps message) {
        return new CapsDefinition(
                message.hasPriority() ? message.getPriority() : null,
                message.hasEffort() ? message.getEffort() : null,
                message.getQueuesList(),
                message.hasInstead() ? message.getInstead() : null);
    }

    private TuningRuleDefinition tuning(final TablePath path, final TuningRule message) {
        return new TuningRuleDefinition(
                message.getId(),
                conditions.conditions(path.key("when"), message.getWhen()),
                conditions.conditions(path.key("unless"), message.getUnless()),
                treatments.treatment(path.key("set"), message.getSet()),
                message.hasAdjustPriority() ? message.getAdjustPriority() : null,
                message.hasAdjustEffort() ? message.getAdjustEffort() : null,
                message.hasAdjustSlaMs() ? message.getAdjustSlaMs() : null);
    }

    private ProtectionDefinition protection(final TablePath path, final Protection message) {
        return new ProtectionDefinition(
                message.getId(),
                message.getRiskList(),
                treatments.treatment(path.key("treatment"), message.getTreatment()),
                message.hasFloorPriority() ? message.getFloorPriority() : null);
    }

    private QueueDefinition queue(final TablePath path, final Queue message) {
        return new QueueDefinition(
                message.getId(),
                message.getName(),
                message.getCalendar().isEmpty() ? QueueDefinition.ALWAYS : message.getCalendar(),
                TreatmentFromProto.overflow(message.getOverflow()),
                message.hasSurge() ? treatments.treatment(path.key("surge"), message.getSurge()) : null,
                message.hasWhenClosed() ? treatments.treatment(path.key("when_closed"), message.getWhenClosed()) : null,
                message.hasCapacity() ? message.getCapacity() : null,
                message.hasFreshForMs() ? message.getFreshForMs() : QueueDefinition.DEFAULT_FRESH_FOR_MS,
                textsOf(path.key("refs"), message.getRefsList()));
    }

    private CalendarDefinition calendar(final TablePath path, final Calendar message) {
        final Map<DayOfWeek, List<CalendarDefinition.Span>> weekly = new EnumMap<>(DayOfWeek.class);
        for (final Weekday weekday : message.getWeeklyList()) {
            final TablePath place = path.key("weekly");
            if (weekly.putIfAbsent(conditions.day(place, weekday.getDay()), spans(weekday.getOpenList())) != null) {
                texts.twice(place, weekday.getDay());
            }
        }
        weekly.values().removeIf(List::isEmpty);
        final List<ExceptionDay> exceptions = new ArrayList<>();
        message.getExceptionsList().forEach(exception -> {
            final LocalDate date = texts.date(path.key("exceptions").item(exceptions.size()), exception.getDate());
            if (date != null) {
                exceptions.add(new ExceptionDay(date, spans(exception.getOpenList())));
            }
        });
        return new CalendarDefinition(
                message.getId(),
                texts.zone(path.key("zone"), message.getZone()),
                weekly,
                message.getHolidaysList().stream()
                        .map(holiday -> texts.date(path.key("holidays"), holiday))
                        .filter(Objects::nonNull)
                        .toList(),
                exceptions);
    }

    private static List<CalendarDefinition.Span> spans(final List<Span> messages) {
        return messages.stream()
                .map(span -> new CalendarDefinition.Span(span.getFromMinute(), span.getToMinute()))
                .toList();
    }

    private ScriptDefinition script(final TablePath path, final Script message) {
        return new ScriptDefinition(
                message.getId(),
                message.getName(),
                message.getVersion(),
                message.hasOwner() ? message.getOwner() : null,
                message.getDefaultLanguage(),
                textsOf(path.key("languages"), message.getLanguagesList()));
    }

    private ExperimentDefinition experiment(final TablePath path, final Experiment message) {
        final Unit unit = texts.choice(path.key("unit"), message.getUnit(), Unit.values(), Unit::key);
        return new ExperimentDefinition(
                message.getId(),
                message.getOccasion(),
                message.getTiersList(),
                unit == null ? Unit.CUSTOMER : unit,
                message.getSeed(),
                message.hasLayer() ? message.getLayer() : null,
                message.hasRangeLo() ? message.getRangeLo() : 0,
                message.hasRangeHi() ? message.getRangeHi() : ALL_BUCKETS,
                message.getHoldoutBp(),
                message.getArmsList().stream()
                        .map(arm -> new Arm(
                                arm.getId(),
                                arm.getShareBp(),
                                treatments.treatment(path.key("arms").key("treatment"), arm.getTreatment())))
                        .toList(),
                message.getMetric(),
                message.hasBaseline() ? baseline(path.key("baseline"), message) : null,
                message.getStartsMs(),
                message.getEndsMs());
    }

    private @Nullable Baseline baseline(final TablePath path, final Experiment message) {
        final LocalDate from =
                texts.date(path.key("from"), message.getBaseline().getFrom());
        final LocalDate to = texts.date(path.key("to"), message.getBaseline().getTo());
        return from == null || to == null ? null : new Baseline(from, to);
    }

    private Map<String, String> textsOf(final TablePath path, final List<NamedText> messages) {
        final Map<String, String> named = new LinkedHashMap<>();
        for (final NamedText message : messages) {
            if (named.putIfAbsent(message.getName(), message.getText()) != null) {
                texts.twice(path.key(message.getName()), message.getName());
            }
        }
        return named;
    }
}
