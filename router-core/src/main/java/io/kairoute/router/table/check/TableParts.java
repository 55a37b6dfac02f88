package io.kairoute.router.table.check;

import static io.kairoute.router.table.check.Reference.CALENDAR;
import static io.kairoute.router.table.check.Reference.LAYER;
import static io.kairoute.router.table.check.Reference.METRIC;
import static io.kairoute.router.table.check.Reference.OCCASION;
import static io.kairoute.router.table.check.Reference.QUEUE;
import static io.kairoute.router.table.check.Reference.SCRIPT;
import static io.kairoute.router.table.check.Reference.TIER;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.WeekWindows;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.ConditionsDefinition.TimeWindow;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.ExperimentDefinition.Arm;
import io.kairoute.router.table.LadderStepDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SelectorDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.List;
import java.util.Map;

/** What every kind of part of a table has. This is the one list of keys and bounds that the checks go by. */
final class TableParts {
    private static final int ONE = BasisPoints.ONE;
    /** A target may be a growth: ten thousand per cent at most. */
    private static final int LARGEST_TARGET_BP = 1_000_000;

    private static final Part<OverflowRuleDefinition> OVERFLOW_RULE = new Part<OverflowRuleDefinition>()
            .duration("when.wait_over", 0, OverflowRuleDefinition::waitOverMs)
            .number("when.depth_over", 0, Integer.MAX_VALUE, OverflowRuleDefinition::depthOver)
            .also(QueueChecks::overflowRule)
            .reference("to", QUEUE, OverflowRuleDefinition::to);
    private static final Size OVERFLOW_RULES = Size.upTo(Limits.OVERFLOW_RULES, "overflow rules");

    private static final Part<LadderStepDefinition> LADDER_STEP = new Part<LadderStepDefinition>()
            .duration("after", 0, LadderStepDefinition::afterMs)
            .reference("queue", QUEUE, LadderStepDefinition::queue)
            .score("priority", LadderStepDefinition::priority)
            .reference("script", SCRIPT, LadderStepDefinition::script);

    private static final Part<SelectorDefinition> SELECTOR = new Part<SelectorDefinition>()
            .text("key", SelectorDefinition::key)
            .also(TreatmentChecks::operator)
            .text("value", SelectorDefinition::value)
            .duration("ttl", 1, SelectorDefinition::ttlMs);

    private static final Part<TreatmentDefinition> TREATMENT = new Part<TreatmentDefinition>()
            .reference("queue", QUEUE, TreatmentDefinition::queue)
            .reference("script", SCRIPT, TreatmentDefinition::script)
            .score("priority", TreatmentDefinition::priority)
            .duration("sla", TreatmentFields.MIN_SLA_MS, TreatmentDefinition::slaMs)
            .text("message", TreatmentDefinition::message)
            .parts("ladder", Size.upTo(Limits.LADDER_STEPS, "ladder steps"), LADDER_STEP, TreatmentDefinition::ladder)
            .also(TreatmentChecks::ladder)
            .parts("selectors", Size.upTo(Limits.SELECTORS, "selectors"), SELECTOR, TreatmentDefinition::selectors)
            .duration("preferred_wait", 0, TreatmentDefinition::preferredWaitMs)
            .score("effort", TreatmentDefinition::effort)
            .parts("overflow", OVERFLOW_RULES, OVERFLOW_RULE, TreatmentDefinition::overflow);

    private static final Part<TreatmentDefinition> BASE =
            new Part<TreatmentDefinition>().also(TreatmentChecks::base).all(TREATMENT);
    private static final Part<TreatmentDefinition> AT_A_QUEUE =
            new Part<TreatmentDefinition>().also(TreatmentChecks::atQueue).all(TREATMENT);

    private static final Part<DefaultsDefinition> DEFAULTS = new Part<DefaultsDefinition>()
            .reference("occasion", OCCASION, DefaultsDefinition::occasion)
            .reference("tier", TIER, DefaultsDefinition::tier)
            .part("treatment", BASE, DefaultsDefinition::treatment)
            .part("when_ambiguous", TREATMENT, DefaultsDefinition::whenAmbiguous)
            .part("when_closed", AT_A_QUEUE, DefaultsDefinition::whenClosed)
            .duration("segments.max_age", 1, DefaultsDefinition::maxAgeMs);

    private static final Part<OccasionDefinition> OCCASION_CARD = new Part<OccasionDefinition>()
            .id(OccasionDefinition::id)
            .text("name", OccasionDefinition::name)
            .text("job", OccasionDefinition::job)
            .text("owner", OccasionDefinition::owner)
            .text("lens", OccasionDefinition::lens)
            .text("why", OccasionDefinition::why)
            .share("clear_at", 1, ONE, OccasionDefinition::clearAtBp)
            .share("ambiguous_at", 1, ONE, OccasionDefinition::ambiguousAtBp)
            .share("margin", 0, ONE, OccasionDefinition::marginBp)
            .also(OccasionChecks::thresholds)
            .part("treatment", TREATMENT, OccasionDefinition::treatment)
            .part("when_ambiguous", TREATMENT, OccasionDefinition::whenAmbiguous)
            .score("floors.priority", OccasionDefinition::floorPriority)
            .score("ceilings.priority", OccasionDefinition::ceilingPriority)
            .duration("ceilings.sla", TreatmentFields.MIN_SLA_MS, OccasionDefinition::ceilingSlaMs)
            .also(OccasionChecks::guardrails)
            .references("admits", QUEUE, OccasionDefinition::admits)
            .references("metrics", METRIC, OccasionDefinition::metrics)
            .text("playbook", OccasionDefinition::playbook);

    private static final Part<CapsDefinition> CAPS = new Part<CapsDefinition>()
            .score("priority", CapsDefinition::priority)
            .score("effort", CapsDefinition::effort)
            .references("queues", QUEUE, CapsDefinition::queues)
            .reference("instead", QUEUE, CapsDefinition::instead);

    private static final Part<TierDefinition> TIER_CARD = new Part<TierDefinition>()
            .id(TierDefinition::id)
            .text("name", TierDefinition::name)
            .text("definition", TierDefinition::definition)
            .text("owner", TierDefinition::owner)
            .text("cadence", TierDefinition::cadence)
            .number("version", 0, Integer.MAX_VALUE, TierDefinition::version)
            .reference("success.metric", METRIC, TierDefinition::successMetric)
            .share("success.target", 0, LARGEST_TARGET_BP, TierDefinition::successTargetBp)
            .part("caps", CAPS, TierDefinition::caps)
            .part("treatment", TREATMENT, TierDefinition::treatment)
            .text("recognize", TierDefinition::recognize)
            .reference("parent", TIER, TierDefinition::parent);

    private static final Part<TimeWindow> TIME = new Part<TimeWindow>()
            .number("from", 0, WeekWindows.DAY_MINUTES - 1, TimeWindow::fromMinute)
            .number("to", 1, WeekWindows.DAY_MINUTES, TimeWindow::toMinute);

    private static final Part<ConditionsDefinition> CONDITIONS = new Part<ConditionsDefinition>()
            .here(ConditionsDefinition::attributes, TableParts::attributes)
            .value("labels", ConditionsDefinition::labels, TableParts::labels)
            .value("calendar", ConditionsDefinition::calendars, TableParts::calendars)
            .part("time", TIME, ConditionsDefinition::time);

    private static final Part<SignalRuleDefinition> SIGNAL_RULE = new Part<SignalRuleDefinition>()
            .id(SignalRuleDefinition::id)
            .part("when", CONDITIONS, SignalRuleDefinition::when)
            .part("unless", CONDITIONS, SignalRuleDefinition::unless)
            .reference("occasion", OCCASION, SignalRuleDefinition::occasion)
            .share("confidence", 0, ONE, SignalRuleDefinition::confidenceBp);

    private static final Part<TuningRuleDefinition> TUNING_RULE = new Part<TuningRuleDefinition>()
            .id(TuningRuleDefinition::id)
            .part("when", CONDITIONS, TuningRuleDefinition::when)
            .part("unless", CONDITIONS, TuningRuleDefinition::unless)
            .part("set", TREATMENT, TuningRuleDefinition::set)
            .number("adjust.priority", -100, 100, TuningRuleDefinition::adjustPriority)
            .number("adjust.effort", -100, 100, TuningRuleDefinition::adjustEffort)
            .duration("adjust.sla", -FieldChecks.LONGEST_MS, TuningRuleDefinition::adjustSlaMs);

    private static final Part<ProtectionDefinition> PROTECTION = new Part<ProtectionDefinition>()
            .id(ProtectionDefinition::id)
            .texts("risk", ProtectionDefinition::risk)
            .part("treatment", TREATMENT, ProtectionDefinition::treatment)
            .score("floors.priority", ProtectionDefinition::floorPriority);

    private static final Part<QueueDefinition> QUEUE_CARD = new Part<QueueDefinition>()
            .id(QueueDefinition::id)
            .text("name", QueueDefinition::name)
            .reference("calendar", CALENDAR, QueueDefinition::calendar)
            .parts("overflow", OVERFLOW_RULES, OVERFLOW_RULE, QueueDefinition::overflow)
            .part("surge", AT_A_QUEUE, QueueDefinition::surge)
            .part("when_closed", AT_A_QUEUE, QueueDefinition::whenClosed)
            .number("capacity", 0, Integer.MAX_VALUE, QueueDefinition::capacity)
            .duration("fresh_for", 1, QueueDefinition::freshForMs)
            .entries("refs", QueueDefinition::refs);

    private static final Part<CalendarDefinition> CALENDAR_CARD = new Part<CalendarDefinition>()
            .id(CalendarDefinition::id, QueueDefinition.ALWAYS)
            .also(CalendarChecks::check);

    private static final Part<ScriptDefinition> SCRIPT_CARD = new Part<ScriptDefinition>()
            .id(ScriptDefinition::id)
            .text("name", ScriptDefinition::name)
            .number("version", 0, Integer.MAX_VALUE, ScriptDefinition::version)
            .text("owner", ScriptDefinition::owner)
            .text("default", ScriptDefinition::defaultLanguage)
            .entries("languages", ScriptDefinition::languages)
            .also(ScriptChecks::check);

    private static final Part<LayerDefinition> LAYER_CARD =
            new Part<LayerDefinition>().id(LayerDefinition::id).text("seed", LayerDefinition::seed);

    private static final Part<Arm> ARM = new Part<Arm>()
            .id(Arm::id)
            .share("share", 0, ONE, Arm::shareBp)
            .part("treatment", TREATMENT, Arm::treatment);

    private static final Part<ExperimentDefinition> EXPERIMENT = new Part<ExperimentDefinition>()
            .id(ExperimentDefinition::id)
            .reference("occasion", OCCASION, ExperimentDefinition::occasion)
            .references("tiers", TIER, ExperimentDefinition::tiers)
            .text("seed", ExperimentDefinition::seed)
            .reference("layer", LAYER, ExperimentDefinition::layer)
            .value(
                    "range",
                    ExperimentDefinition::rangeLo,
                    (checks, path, lo) -> checks.number(path.item(0), lo, 0, ONE))
            .value(
                    "range",
                    ExperimentDefinition::rangeHi,
                    (checks, path, hi) -> checks.number(path.item(1), hi, 0, ONE))
            .share("holdout", 0, ONE, ExperimentDefinition::holdoutBp)
            .parts("arms", Size.oneUpTo(Limits.ARMS, "arms", "an arm"), ARM, ExperimentDefinition::arms)
            .reference("metric", METRIC, ExperimentDefinition::metric)
            .instant("starts", ExperimentDefinition::startsMs)
            .instant("ends", ExperimentDefinition::endsMs)
            .also(ExperimentChecks::experiment);

    private static final Part<MetricDefinition> METRIC_CARD = new Part<MetricDefinition>()
            .id(MetricDefinition::id)
            .text("lens", MetricDefinition::lens)
            .text("unit", MetricDefinition::unit)
            .text("window", MetricDefinition::window)
            .text("owner", MetricDefinition::owner);

    /** The whole table. */
    static final Part<TableDefinition> TABLE = new Part<TableDefinition>()
            .text("table", TableDefinition::table)
            .part("defaults", DEFAULTS, TableDefinition::defaults)
            .parts(
                    "occasions",
                    Size.oneUpTo(Limits.OCCASIONS, "occasions", "an occasion"),
                    OCCASION_CARD,
                    TableDefinition::occasions)
            .parts("signals", Size.upTo(Limits.SIGNAL_RULES, "signal rules"), SIGNAL_RULE, TableDefinition::signals)
            .parts("tiers", Size.oneUpTo(Limits.TIERS, "tiers", "a tier"), TIER_CARD, TableDefinition::tiers)
            .parts("tuning", Size.upTo(Limits.TUNING_RULES, "tuning rules"), TUNING_RULE, TableDefinition::tuning)
            .parts(
                    "protections",
                    Size.upTo(Limits.PROTECTIONS, "protections"),
                    PROTECTION,
                    TableDefinition::protections)
            .parts("queues", Size.oneUpTo(Limits.QUEUES, "queues", "a queue"), QUEUE_CARD, TableDefinition::queues)
            .parts("calendars", Size.upTo(Limits.CALENDARS, "calendars"), CALENDAR_CARD, TableDefinition::calendars)
            .parts(
                    "scripts",
                    Size.oneUpTo(Limits.SCRIPTS, "scripts", "a script"),
                    SCRIPT_CARD,
                    TableDefinition::scripts)
            .parts("layers", Size.upTo(Limits.LAYERS, "layers"), LAYER_CARD, TableDefinition::layers)
            .parts(
                    "experiments",
                    Size.upTo(Limits.EXPERIMENTS, "experiments"),
                    EXPERIMENT,
                    TableDefinition::experiments)
            .parts("metrics", Size.upTo(Limits.METRICS, "metrics"), METRIC_CARD, TableDefinition::metrics)
            .value(
                    "values",
                    TableDefinition::values,
                    (checks, path, values) -> values.forEach((key, listed) -> checks.texts(path.key(key), listed)));

    private TableParts() {}

    private static void attributes(
            final FieldChecks checks, final TablePath path, final Map<Attribute, List<String>> attributes) {
        attributes.forEach((attribute, values) -> {
            final TablePath place = path.key(attribute.key());
            switch (attribute) {
                case OCCASION -> checks.references(place, OCCASION, values);
                case TIER -> checks.references(place, TIER, values);
                default -> checks.texts(place, values);
            }
        });
    }

    private static void labels(final FieldChecks checks, final TablePath path, final Map<String, List<String>> labels) {
        labels.forEach((name, values) -> {
            final TablePath place = path.key(name);
            checks.text(place, name, Limits.LABEL_NAME_BYTES);
            for (int i = 0; i < values.size(); i++) {
                checks.text(place.item(i), values.get(i), Limits.LABEL_VALUE_BYTES);
            }
        });
    }

    private static void calendars(final FieldChecks checks, final TablePath path, final Map<String, ?> calendars) {
        calendars.keySet().forEach(id -> checks.reference(path.key(id), CALENDAR, id));
    }
}
