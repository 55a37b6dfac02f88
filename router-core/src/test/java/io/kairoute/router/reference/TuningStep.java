package io.kairoute.router.reference;

import io.kairoute.router.decision.TreatmentField;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TuningRuleDefinition;
import java.util.Map;
import java.util.Set;

/** Step 4: what the segment changes. */
final class TuningStep {
    private static final long LEAST_SLA_MS = 1_000;
    private static final int FAR = 256;

    private final TableDefinition table;
    private final Signals signals;
    private final OccasionStep.Choice occasion;
    private final SegmentStep.Choice segment;
    private final Findings findings;

    TuningStep(
            final TableDefinition table,
            final Signals signals,
            final OccasionStep.Choice occasion,
            final SegmentStep.Choice segment,
            final Findings findings) {
        this.table = table;
        this.signals = signals;
        this.occasion = occasion;
        this.segment = segment;
        this.findings = findings;
    }

    /** Applies every rule whose conditions hold, in table order. */
    Treatment tune(final Treatment base) {
        if (findings.flags.contains(Flag.STAGE_TWO_OFF)) {
            return base;
        }
        final Facts facts = facts();
        Treatment tuned = base;
        for (int i = 0; i < table.tuning().size(); i++) {
            final TuningRuleDefinition rule = table.tuning().get(i);
            if (facts.fit(rule.when(), rule.unless())) {
                final Treatment before = tuned;
                tuned = apply(rule, before);
                if (i >= FAR && !tuned.equals(before)) {
                    findings.took(Branch.TUNING_RULE_256_OR_BEYOND);
                }
            }
        }
        return tuned;
    }

    private Facts facts() {
        final Map<Attribute, Set<String>> values = segment.attributes();
        values.put(Attribute.OCCASION, Set.of(occasion.occasion().id()));
        values.put(Attribute.BAND, Set.of(occasion.band().name()));
        values.put(Attribute.TIER, Set.of(segment.tier().id()));
        values.put(Attribute.SEGMENT_SOURCE, Set.of(segment.source().name()));
        final String requestLanguage = signals.attribute(Attribute.LANGUAGE);
        values.put(Attribute.LANGUAGE, Set.of(requestLanguage.isEmpty() ? segment.language() : requestLanguage));
        values.put(Attribute.CHANNEL, Set.of(signals.attribute(Attribute.CHANNEL)));
        values.put(Attribute.REGION, Set.of(signals.attribute(Attribute.REGION)));
        values.put(Attribute.PRODUCT, Set.of(signals.attribute(Attribute.PRODUCT)));
        values.values().removeIf(several -> several.contains(""));
        return new Facts(table, signals.nowMs(), values, signals.labels(), findings);
    }

    /** Takes over each field that the rule would change, unless the clear occasion locks it. */
    private Treatment apply(final TuningRuleDefinition rule, final Treatment before) {
        final Treatment attempt = adjust(rule, before.under(rule.set()));
        Treatment after = before;
        boolean locked = false;
        for (final TreatmentField field : TreatmentField.values()) {
            if (attempt.agreesOn(field, before)) {
                continue;
            }
            if (isLocked(field)) {
                locked = true;
                findings.guardrails.add(Guardrail.OCCASION_LOCK);
            } else {
                after = after.with(field, attempt.value(field));
            }
        }
        final boolean changed = !after.equals(before);
        if (changed) {
            findings.ruleIds.add(rule.id());
        }
        if (changed && locked) {
            findings.took(Branch.TUNING_LOCKED_IN_PART);
        }
        findings.took(changed ? Branch.TUNING_CHANGED : Branch.TUNING_CHANGED_NOTHING);
        return after;
    }

    private boolean isLocked(final TreatmentField field) {
        return occasion.band() == Band.CLEAR && !occasion.occasion().tunable().contains(field);
    }

    private Treatment adjust(final TuningRuleDefinition rule, final Treatment set) {
        Treatment adjusted = set;
        if (rule.adjustPriority() != null) {
            adjusted = adjusted.with(TreatmentField.PRIORITY, percent(set.priority() + rule.adjustPriority()));
        }
        if (rule.adjustEffort() != null) {
            adjusted = adjusted.with(TreatmentField.EFFORT, percent(set.effort() + rule.adjustEffort()));
        }
        if (rule.adjustSlaMs() != null) {
            final long slaMs = set.slaMs() + rule.adjustSlaMs();
            if (slaMs < LEAST_SLA_MS) {
                findings.took(Branch.TUNING_CLAMPED);
            }
            adjusted = adjusted.with(TreatmentField.SLA, Math.max(LEAST_SLA_MS, slaMs));
        }
        return adjusted;
    }

    private int percent(final int number) {
        if (number < 0 || number > 100) {
            findings.took(Branch.TUNING_CLAMPED);
        }
        return Math.max(0, Math.min(100, number));
    }
}
