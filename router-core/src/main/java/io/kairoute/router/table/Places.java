package io.kairoute.router.table;

import io.kairoute.router.table.ExperimentDefinition.Arm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The lists at the top of a table, and a walk over the parts of each with their places. */
public final class Places {
    /** What holds where nothing else is said. */
    public static final TablePath DEFAULTS = TablePath.ROOT.key("defaults");
    /** The occasions. */
    public static final TablePath OCCASIONS = TablePath.ROOT.key("occasions");
    /** The signal rules. */
    public static final TablePath SIGNALS = TablePath.ROOT.key("signals");
    /** The tiers. */
    public static final TablePath TIERS = TablePath.ROOT.key("tiers");
    /** The tuning rules. */
    public static final TablePath TUNING = TablePath.ROOT.key("tuning");
    /** The protections. */
    public static final TablePath PROTECTIONS = TablePath.ROOT.key("protections");
    /** The queues. */
    public static final TablePath QUEUES = TablePath.ROOT.key("queues");
    /** The calendars. */
    public static final TablePath CALENDARS = TablePath.ROOT.key("calendars");
    /** The scripts. */
    public static final TablePath SCRIPTS = TablePath.ROOT.key("scripts");
    /** The layers. */
    public static final TablePath LAYERS = TablePath.ROOT.key("layers");
    /** The experiments. */
    public static final TablePath EXPERIMENTS = TablePath.ROOT.key("experiments");
    /** The metrics that the table defines. */
    public static final TablePath METRICS = TablePath.ROOT.key("metrics");
    /** The closed vocabularies. */
    public static final TablePath VALUES = TablePath.ROOT.key("values");

    private Places() {}

    /** Every occasion. */
    public static List<Located<OccasionDefinition>> occasions(final TableDefinition table) {
        return all(OCCASIONS, table.occasions(), OccasionDefinition::id);
    }

    /** Every signal rule. */
    public static List<Located<SignalRuleDefinition>> signals(final TableDefinition table) {
        return all(SIGNALS, table.signals(), SignalRuleDefinition::id);
    }

    /** Every tier. */
    public static List<Located<TierDefinition>> tiers(final TableDefinition table) {
        return all(TIERS, table.tiers(), TierDefinition::id);
    }

    /** Every tuning rule. */
    public static List<Located<TuningRuleDefinition>> tuning(final TableDefinition table) {
        return all(TUNING, table.tuning(), TuningRuleDefinition::id);
    }

    /** Every protection. */
    public static List<Located<ProtectionDefinition>> protections(final TableDefinition table) {
        return all(PROTECTIONS, table.protections(), ProtectionDefinition::id);
    }

    /** Every queue. */
    public static List<Located<QueueDefinition>> queues(final TableDefinition table) {
        return all(QUEUES, table.queues(), QueueDefinition::id);
    }

    /** Every calendar. */
    public static List<Located<CalendarDefinition>> calendars(final TableDefinition table) {
        return all(CALENDARS, table.calendars(), CalendarDefinition::id);
    }

    /** Every script. */
    public static List<Located<ScriptDefinition>> scripts(final TableDefinition table) {
        return all(SCRIPTS, table.scripts(), ScriptDefinition::id);
    }

    /** Every layer. */
    public static List<Located<LayerDefinition>> layers(final TableDefinition table) {
        return all(LAYERS, table.layers(), LayerDefinition::id);
    }

    /** Every experiment. */
    public static List<Located<ExperimentDefinition>> experiments(final TableDefinition table) {
        return all(EXPERIMENTS, table.experiments(), ExperimentDefinition::id);
    }

    /** Every arm of an experiment that stands at a path. */
    public static List<Located<Arm>> arms(final TablePath experiment, final ExperimentDefinition definition) {
        return all(experiment.key("arms"), definition.arms(), Arm::id);
    }

    /** Every metric that the table defines. */
    public static List<Located<MetricDefinition>> metrics(final TableDefinition table) {
        return all(METRICS, table.metrics(), MetricDefinition::id);
    }

    /** Every element of a list whose elements have ids. */
    public static <T> List<Located<T>> all(final TablePath path, final List<T> parts, final Function<T, String> idOf) {
        final List<Located<T>> all = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            all.add(new Located<>(path.item(i, idOf.apply(parts.get(i))), i, parts.get(i)));
        }
        return all;
    }

    /** Every element of a list whose elements are known by their index alone. */
    public static <T> List<Located<T>> all(final TablePath path, final List<T> parts) {
        final List<Located<T>> all = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            all.add(new Located<>(path.item(i), i, parts.get(i)));
        }
        return all;
    }
}
