package io.kairoute.router.table.yaml;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Every key of a table document, part by part. */
final class TableKeys {
    static final Keys TABLE = Keys.of(
            "a table",
            "*table",
            "*format",
            "*defaults",
            "*occasions",
            "signals",
            "*tiers",
            "tuning",
            "protections",
            "*queues",
            "calendars",
            "*scripts",
            "layers",
            "experiments",
            "metrics",
            "values");
    static final Keys DEFAULTS = Keys.of(
            "the defaults", "*occasion", "*tier", "zone", "segments", "*treatment", "when_ambiguous", "when_closed");
    static final Keys SEGMENTS = Keys.of("the segment set's rules", "max_age", "when_stale");
    static final Keys TREATMENT = Keys.of(
            "a treatment",
            Arrays.stream(TreatmentField.values()).map(TreatmentField::key).toArray(String[]::new));
    static final Keys LADDER_STEP = Keys.of("a ladder step", "*after", "queue", "priority", "script", "offer");
    static final Keys SELECTOR = Keys.of("a selector", "*key", "*op", "*value", "ttl");
    static final Keys OVERFLOW_RULE = Keys.of("an overflow rule", "*when", "*to");
    static final Keys OVERFLOW_WHEN =
            Keys.of("the conditions of an overflow rule", "wait_over", "depth_over", "no_agents", "closed");
    static final Keys OCCASION = Keys.of(
            "an occasion",
            "*id",
            "*name",
            "*job",
            "*owner",
            "lens",
            "why",
            "*clear_at",
            "*ambiguous_at",
            "margin",
            "tunable",
            "*treatment",
            "when_ambiguous",
            "floors",
            "ceilings",
            "admits",
            "*metrics",
            "playbook",
            "review_by");
    static final Keys FLOORS = Keys.of("the floors", "priority");
    static final Keys CEILINGS = Keys.of("the ceilings", "priority", "sla");
    static final Keys SIGNAL = Keys.of("a signal rule", "*id", "*when", "unless", "*occasion", "confidence");
    static final Keys SIGNAL_CONDITIONS = conditions("the conditions of a signal rule", Attribute.OF_SIGNALS);
    static final Keys TIER = Keys.of(
            "a tier",
            "*id",
            "*name",
            "*definition",
            "*owner",
            "*cadence",
            "*version",
            "*success",
            "review_by",
            "caps",
            "treatment",
            "recognize",
            "parent");
    static final Keys SUCCESS = Keys.of("a success KPI", "*metric", "*target");
    static final Keys CAPS = Keys.of("the caps of a tier", "priority", "effort", "queues", "instead");
    static final Keys TUNING = Keys.of("a tuning rule", "*id", "when", "unless", "set", "adjust");
    static final Keys TUNING_CONDITIONS = conditions("the conditions of a tuning rule", Attribute.OF_TUNING);
    static final Keys ADJUST = Keys.of("an adjustment", "priority", "effort", "sla");
    static final Keys TIME = Keys.of("a time window", "days", "from", "to");
    static final Keys PROTECTION = Keys.of("a protection", "*id", "*risk", "treatment", "floors");
    static final Keys QUEUE = Keys.of(
            "a queue", "*id", "*name", "calendar", "overflow", "surge", "when_closed", "capacity", "fresh_for", "refs");
    static final Keys CALENDAR = Keys.of("a calendar", "*id", "*zone", "*weekly", "holidays", "exceptions");
    static final Keys EXCEPTION = Keys.of("an exception", "*date", "*open");
    static final Keys SCRIPT = Keys.of("a script", "*id", "*name", "*version", "owner", "*default", "*languages");
    static final Keys LAYER = Keys.of("a layer", "*id", "*seed");
    static final Keys EXPERIMENT = Keys.of(
            "an experiment",
            "*id",
            "*occasion",
            "tiers",
            "*unit",
            "*seed",
            "layer",
            "range",
            "holdout",
            "*arms",
            "*metric",
            "baseline",
            "*starts",
            "*ends");
    static final Keys ARM = Keys.of("an arm", "*id", "*share", "treatment");
    static final Keys BASELINE = Keys.of("a baseline", "*from", "*to");
    static final Keys METRIC = Keys.of("a metric", "*id", "*lens", "*unit", "*window", "*owner");
    static final Keys VALUES =
            Keys.of("the closed vocabularies", names(Attribute.CLOSABLE).toArray(String[]::new));

    private TableKeys() {}

    private static Keys conditions(final String kind, final Set<Attribute> attributes) {
        final List<String> keys = names(attributes);
        keys.addAll(List.of("labels", "calendar", "time"));
        return Keys.of(kind, keys.toArray(String[]::new));
    }

    private static List<String> names(final Collection<Attribute> attributes) {
        final List<String> names = new ArrayList<>();
        attributes.forEach(attribute -> names.add(attribute.key()));
        return names;
    }
}
