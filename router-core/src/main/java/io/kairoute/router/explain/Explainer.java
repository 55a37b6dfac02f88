package io.kairoute.router.explain;

import io.kairoute.router.Router;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.explain.Explanation.Bound;
import io.kairoute.router.explain.Explanation.Rule;
import io.kairoute.router.guardrail.GuardrailTable;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.treatment.TreatmentStage;
import io.kairoute.router.tuning.TuningStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Explains the last decision of a router, from the same compiled tables that made it.
 *
 * <p>The decision itself is the router's and is not made again; what is repeated here, step by step, is only what the
 * router does not remember. Thread-confined: owned by whoever owns the router.
 */
public final class Explainer {
    private static final List<String> FIELD_NAMES = List.of(
            "queue",
            "script",
            "priority",
            "sla",
            "message",
            "offer",
            "ladder",
            "selectors",
            "preferred_wait",
            "effort",
            "overflow",
            "in_flight");

    private final Router router;
    private final TreatmentStage treatmentStage = new TreatmentStage();

    /** Makes an explainer of one router's decisions. */
    public Explainer(final Router router) {
        this.router = router;
    }

    /** Explains the decision that the router made last. Allocates; never to be called on the path. */
    public Explanation explain() {
        final Snapshot snapshot = router.snapshot();
        final CompiledTable table = snapshot.table();
        final ContactValues signalValues = new ContactValues();
        table.vocabulary().resolve(router.signals(), table.calendars(), signalValues);
        final RuleExplainer explainer = new RuleExplainer(table.names());
        final List<Rule> rules = new ArrayList<>(explainer.explain(
                "SIGNAL",
                table.names().signalRules(),
                table.occasions().signals(),
                signalValues,
                rule -> "points to "
                        + table.names().occasions().get(table.occasions().ruleOccasion()[rule])));
        if (router.signals().nowMs() >= snapshot.stageTwoOffUntilMs()) {
            final List<String> effects = tuningEffects(snapshot);
            rules.addAll(explainer.explain(
                    "TUNING", table.names().tuningRules(), table.tuning().rules(), router.values(), effects::get));
        }
        rules.addAll(protections(snapshot));
        rules.sort(Comparator.comparing(Rule::isMatched).reversed());
        final boolean isTruncated = rules.size() > Explanation.MAX_RULES;
        return new Explanation(
                new CandidateExplainer(snapshot, router.signals(), router.decision()).explain(signalValues),
                List.copyOf(isTruncated ? rules.subList(0, Explanation.MAX_RULES) : rules),
                bounds(table, router.decision()),
                isTruncated);
    }

    // Walks the tuning rules again over the same base, to see what each does to what the ones before it left.
    private List<String> tuningEffects(final Snapshot snapshot) {
        final CompiledTable table = snapshot.table();
        final Decision again = new Decision();
        again.copyStagesOneAndTwo(router.decision());
        treatmentStage.base(table.rows(), table.base(), again);
        if (router.signals().nowMs() >= snapshot.experimentsOffUntilMs()) {
            treatmentStage.experiment(router.signals(), router.profile(), table.rows(), table.experiments(), again);
        }
        final TuningStage tuning = new TuningStage();
        tuning.begin(router.values(), table.tuning(), again);
        return IntStream.range(0, table.names().tuningRules().size())
                .mapToObj(rule -> {
                    if (!tuning.holds(rule)) {
                        return "";
                    }
                    final long[] before = again.treatment.clone();
                    again.guardrails = 0;
                    tuning.apply(rule, table.rows(), table.tuning(), again);
                    return effect(before, again.treatment, again.guardrails != 0, table.names());
                })
                .toList();
    }

    private static String effect(final long[] before, final long[] after, final boolean isLocked, final Names names) {
        final StringJoiner changes = new StringJoiner(", ");
        for (int field = 0; field < TreatmentFields.COUNT; field++) {
            if (before[field] != after[field]) {
                changes.add(FIELD_NAMES.get(field) + changeOf(field, before[field], after[field], names));
            }
        }
        if (isLocked) {
            changes.add("the occasion locks a field that it would change");
        }
        return changes.length() == 0 ? "changed nothing" : changes.toString();
    }

    private static String changeOf(final int field, final long before, final long after, final Names names) {
        return switch (field) {
            case TreatmentFields.PRIORITY, TreatmentFields.EFFORT -> " " + before + " to " + after;
            case TreatmentFields.SLA, TreatmentFields.PREFERRED_WAIT -> " " + before + " ms to " + after + " ms";
            case TreatmentFields.QUEUE -> " to " + names.queues().get((int) after);
            case TreatmentFields.SCRIPT -> " to " + names.scripts().get((int) after);
            default -> "";
        };
    }

    private List<Rule> protections(final Snapshot snapshot) {
        final List<String> ids = snapshot.table().names().protections();
        return IntStream.range(0, ids.size())
                .mapToObj(i -> {
                    final boolean fits = router.decision().hasProfile && fits(i, snapshot);
                    return new Rule(ids.get(i), "PROTECTION", fits, fits ? "fits" : "fits none of the risks");
                })
                .toList();
    }

    private boolean fits(final int protection, final Snapshot snapshot) {
        final ProfileFlyweight profile = router.profile();
        for (int word = 0; word < ProfileFlyweight.RISK_WORDS; word++) {
            for (long left = profile.riskWord(word); left != 0; left &= left - 1) {
                final int risk = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                if ((snapshot.segments().protections()[risk][protection >> 6] & 1L << protection) != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Bound> bounds(final CompiledTable table, final Decision decision) {
        final List<Bound> bounds = new ArrayList<>();
        final GuardrailTable guardrails = table.guardrails();
        if (decision.isClear()) {
            final int occasion = decision.occasion;
            bounds.add(bound(
                    Guardrail.OCCASION_LOCK,
                    decision,
                    "tunable: " + fields(table.tuning().tunable()[occasion])));
            bounds.add(bound(
                    Guardrail.OCCASION_FLOOR,
                    decision,
                    "priority at least " + guardrails.floorPriority()[occasion]));
            bounds.add(bound(
                    Guardrail.OCCASION_CEILING,
                    decision,
                    "priority at most " + guardrails.ceilingPriority()[occasion]
                            + (guardrails.ceilingSlaMs()[occasion] == Long.MAX_VALUE
                                    ? ""
                                    : ", SLA at most " + guardrails.ceilingSlaMs()[occasion] + " ms")));
        }
        final int tier = decision.tier;
        bounds.add(bound(
                Guardrail.TIER_CAP,
                decision,
                "priority at most " + guardrails.capPriority()[tier] + ", effort at most "
                        + guardrails.capEffort()[tier]
                        + (guardrails.cappedQueues()[tier].length == 0
                                ? ""
                                : ", some queues become "
                                        + table.names().queues().get(guardrails.insteadQueue()[tier]))));
        if (guardrails.protectionRow().length > 0) {
            bounds.add(bound(
                    Guardrail.PROTECTION, decision, decision.hasProfile ? "risks looked at" : "no profile was found"));
        }
        return bounds;
    }

    private static Bound bound(final Guardrail guardrail, final Decision decision, final String detail) {
        return new Bound(guardrail.name(), (decision.guardrails & guardrail.bit()) != 0, detail);
    }

    private static String fields(final int bits) {
        final StringJoiner names = new StringJoiner(", ");
        for (int left = bits; left != 0; left &= left - 1) {
            names.add(FIELD_NAMES.get(Integer.numberOfTrailingZeros(left)));
        }
        return names.length() == 0 ? "nothing" : names.toString();
    }
}
