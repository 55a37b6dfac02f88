package io.kairoute.router.reference;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.CalendarDefinition;
import io.kairoute.router.table.ConditionsDefinition;
import io.kairoute.router.table.DefaultsDefinition;
import io.kairoute.router.table.ExperimentDefinition;
import io.kairoute.router.table.LayerDefinition;
import io.kairoute.router.table.MetricDefinition;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.OverflowRuleDefinition;
import io.kairoute.router.table.ProtectionDefinition;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.router.table.ScriptDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TierDefinition;
import io.kairoute.router.table.TierDefinition.CapsDefinition;
import io.kairoute.router.table.TreatmentDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small telecom's table that tests change as they need.
 *
 * <p>Occasions in order: outage (clear at 0.80, ambiguous at 0.50, margin 0.10), billing (0.70, 0.40), general. Tiers:
 * gold, standard. Without changes, band NONE gives queue general, script help, priority 40 and 60 seconds.
 */
final class SampleTable {
    final List<Occasion> occasions = new ArrayList<>();
    final List<SignalRuleDefinition> signals = new ArrayList<>();
    final List<Tier> tiers = new ArrayList<>();
    final List<TuningRuleDefinition> tuning = new ArrayList<>();
    final List<ProtectionDefinition> protections = new ArrayList<>();
    final List<Queue> queues = new ArrayList<>();
    final List<CalendarDefinition> calendars = new ArrayList<>();
    final List<ScriptDefinition> scripts = new ArrayList<>();
    final List<LayerDefinition> layers = new ArrayList<>();
    final List<ExperimentDefinition> experiments = new ArrayList<>();

    SampleTreatment treatment = SampleTreatment.treatment()
            .queue("general")
            .script("help")
            .priority(40)
            .slaMs(60_000);
    TreatmentDefinition whenAmbiguous = TreatmentDefinition.NONE;
    TreatmentDefinition whenClosed = TreatmentDefinition.NONE;

    @Nullable
    Long maxAgeMs;

    boolean staleYieldsDefault;

    SampleTable() {
        occasions.add(new Occasion("outage", 8_000, 5_000, 1_000));
        occasions.add(new Occasion("billing", 7_000, 4_000, 0));
        occasions.add(new Occasion("general", 9_000, 9_000, 0));
        tiers.add(new Tier("gold"));
        tiers.add(new Tier("standard"));
        for (final String queue : List.of("general", "outage-desk", "billing-desk", "triage", "vip")) {
            queues.add(new Queue(queue));
        }
        scripts.add(script("help", "en"));
        scripts.add(script("fix", "en"));
    }

    /** A card of an occasion. */
    static final class Occasion {
        final String id;
        final int clearAtBp;
        final int ambiguousAtBp;
        int marginBp;
        Set<TreatmentField> tunable = Set.of();
        TreatmentDefinition treatment = TreatmentDefinition.NONE;
        TreatmentDefinition whenAmbiguous = TreatmentDefinition.NONE;

        @Nullable
        Integer floorPriority;

        @Nullable
        Integer ceilingPriority;

        @Nullable
        Long ceilingSlaMs;

        List<String> admits = List.of();

        Occasion(final String id, final int clearAtBp, final int ambiguousAtBp, final int marginBp) {
            this.id = id;
            this.clearAtBp = clearAtBp;
            this.ambiguousAtBp = ambiguousAtBp;
            this.marginBp = marginBp;
        }

        OccasionDefinition build() {
            return new OccasionDefinition(
                    id,
                    id,
                    "job of " + id,
                    "owner",
                    null,
                    null,
                    clearAtBp,
                    ambiguousAtBp,
                    marginBp,
                    tunable,
                    treatment,
                    whenAmbiguous,
                    floorPriority,
                    ceilingPriority,
                    ceilingSlaMs,
                    admits,
                    List.of("metric"),
                    null,
                    null);
        }
    }

    /** A card of a tier. */
    static final class Tier {
        final String id;
        CapsDefinition caps = CapsDefinition.NONE;
        TreatmentDefinition treatment = TreatmentDefinition.NONE;

        Tier(final String id) {
            this.id = id;
        }

        TierDefinition build() {
            return new TierDefinition(
                    id, id, "definition", "owner", "weekly", 1, "metric", 9_000, null, caps, treatment, null, null);
        }
    }

    /** A queue. */
    static final class Queue {
        final String id;
        String calendar = QueueDefinition.ALWAYS;
        List<OverflowRuleDefinition> overflow = List.of();

        @Nullable
        TreatmentDefinition surge;

        @Nullable
        TreatmentDefinition whenClosed;

        Queue(final String id) {
            this.id = id;
        }

        QueueDefinition build() {
            return new QueueDefinition(
                    id, id, calendar, overflow, surge, whenClosed, null, 10_000, Map.of("connect", "arn:" + id));
        }
    }

    Occasion occasion(final String id) {
        return occasions.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    Tier tier(final String id) {
        return tiers.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    Queue queue(final String id) {
        return queues.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    /** Adds a signal rule {@code s1}, {@code s2}, ... */
    void signal(final ConditionsDefinition when, final String occasion, final int confidenceBp) {
        signals.add(new SignalRuleDefinition(
                "s" + (signals.size() + 1), when, ConditionsDefinition.NONE, occasion, confidenceBp));
    }

    /** Adds a tuning rule {@code t1}, {@code t2}, ... that sets. */
    void tuning(final ConditionsDefinition when, final SampleTreatment set) {
        tuning.add(new TuningRuleDefinition(
                "t" + (tuning.size() + 1), when, ConditionsDefinition.NONE, set.build(), null, null, null));
    }

    /** Adds a tuning rule {@code t1}, {@code t2}, ... that adjusts priority, effort and SLA. */
    void adjusting(
            final ConditionsDefinition when,
            final @Nullable Integer priority,
            final @Nullable Integer effort,
            final @Nullable Long slaMs) {
        tuning.add(new TuningRuleDefinition(
                "t" + (tuning.size() + 1),
                when,
                ConditionsDefinition.NONE,
                TreatmentDefinition.NONE,
                priority,
                effort,
                slaMs));
    }

    static ConditionsDefinition when(final Attribute attribute, final String... values) {
        return new ConditionsDefinition(Map.of(attribute, List.of(values)), Map.of(), Map.of(), null);
    }

    static ScriptDefinition script(final String id, final String... tags) {
        final Map<String, String> languages = new LinkedHashMap<>();
        for (final String tag : tags) {
            languages.put(tag, "text");
        }
        return new ScriptDefinition(id, id, 1, null, tags[0], languages);
    }

    TableDefinition build() {
        return new TableDefinition(
                "telecom",
                TableDefinition.FORMAT,
                new DefaultsDefinition(
                        "general",
                        "standard",
                        treatment.build(),
                        whenAmbiguous,
                        whenClosed,
                        ZoneId.of("Australia/Melbourne"),
                        maxAgeMs,
                        staleYieldsDefault),
                occasions.stream().map(Occasion::build).toList(),
                List.copyOf(signals),
                tiers.stream().map(Tier::build).toList(),
                List.copyOf(tuning),
                List.copyOf(protections),
                queues.stream().map(Queue::build).toList(),
                List.copyOf(calendars),
                List.copyOf(scripts),
                List.copyOf(layers),
                List.copyOf(experiments),
                List.of(new MetricDefinition("metric", "occasion", "seconds", "contact", "cx")),
                Map.of());
    }
}
