package io.kairoute.router.explain;

import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.explain.Explanation.Rule;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.snapshot.BaseTable;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.GuardrailTable;
import io.kairoute.router.snapshot.Names;
import io.kairoute.router.snapshot.TreatmentRows;
import io.kairoute.router.snapshot.TuningTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through steps 3 to 5 once more, one rule at a time, and takes down what each changes.
 *
 * <p>The router remembers where these steps end and not the way there. A test holds the end of this way against every answer.
 */
final class TreatmentWalk {
    private static final int EVERY_FIELD = (1 << TreatmentFields.COUNT) - 1;

    private final Made made;
    private final CompiledTable table;
    private final Names names;
    private final boolean isRiskHidden;
    private final StepLog log;
    private final List<Rule> rules = new ArrayList<>();

    TreatmentWalk(final Made made, final boolean isRiskHidden, final StepLog log) {
        this.made = made;
        this.table = made.table();
        this.names = made.names();
        this.isRiskHidden = isRiskHidden;
        this.log = log;
    }

    /**
     * Goes the way, and lists the rules of stage two.
     *
     * @param values the contact's values as stage two saw them
     */
    List<Rule> walk(final ContactValues values) {
        base();
        rules.addAll(new ExperimentExplainer(made).explain(log));
        if (!made.isStageTwoOff()) {
            rules.addAll(new RuleExplainer(names, isRiskHidden)
                    .explain("TUNING", names.tuningRules(), table.tuning().rules(), values, this::tune));
        }
        if (made.decision().isClear()) {
            holdOccasionBounds();
        }
        holdTierCaps();
        protect();
        return rules;
    }

    private void base() {
        final BaseTable base = table.base();
        final int occasion = made.decision().occasion;
        final int tier = made.decision().tier;
        switch (made.decision().band()) {
            case CLEAR ->
                log.layOver(
                        base.clearRow()[occasion], "OCCASION", names.occasions().get(occasion));
            case AMBIGUOUS ->
                log.layOver(
                        base.ambiguousRow()[occasion],
                        "AMBIGUOUS",
                        names.occasions().get(occasion));
            case NONE -> log.layOver(base.tierRow()[tier], "TIER", names.tiers().get(tier));
        }
    }

    // Applies one tuning rule, and says what it did.
    private String tune(final int rule) {
        final TuningTable tuning = table.tuning();
        final int tunable = made.decision().isClear() ? tuning.tunable()[made.decision().occasion] : EVERY_FIELD;
        final int first = log.size();
        int locked = 0;
        for (int left = tuning.touched()[rule]; left != 0; left &= left - 1) {
            final int field = Integer.numberOfTrailingZeros(left);
            final long after = tuned(rule, field);
            if ((tunable & 1 << field) != 0) {
                log.set(field, after, "TUNING", names.tuningRules().get(rule));
            } else if (after != log.get(field)) {
                locked |= 1 << field;
            }
        }
        if (locked != 0) {
            log.bit(Guardrail.OCCASION_LOCK);
        }
        final String changes = log.since(first);
        final String lock = locked == 0 ? "" : "the occasion locks " + TreatmentText.keys(locked);
        if (changes.isEmpty()) {
            return locked == 0 ? "changed nothing" : lock;
        }
        return locked == 0 ? changes : changes + ", " + lock;
    }

    private long tuned(final int rule, final int field) {
        final int row = table.tuning().setRow()[rule];
        final long set = row == TreatmentRows.NONE
                ? TreatmentFields.ABSENT
                : table.rows().field(row, field);
        final long value = set == TreatmentFields.ABSENT ? log.get(field) : set;
        final long[] adjust = table.tuning().adjust();
        final int start = TuningTable.ADJUSTMENTS * rule;
        return switch (field) {
            case TreatmentFields.PRIORITY -> bounded(value + adjust[start]);
            case TreatmentFields.EFFORT -> bounded(value + adjust[start + 1]);
            case TreatmentFields.SLA ->
                adjust[start + 2] == 0 ? value : Math.max(TreatmentFields.MIN_SLA_MS, value + adjust[start + 2]);
            default -> value;
        };
    }

    private static long bounded(final long value) {
        return Math.max(0, Math.min(TreatmentFields.MAX_PRIORITY, value));
    }

    private void holdOccasionBounds() {
        final GuardrailTable bounds = table.guardrails();
        final int occasion = made.decision().occasion;
        final String id = names.occasions().get(occasion);
        atLeast(TreatmentFields.PRIORITY, bounds.floorPriority()[occasion], Guardrail.OCCASION_FLOOR, id);
        atMost(TreatmentFields.PRIORITY, bounds.ceilingPriority()[occasion], Guardrail.OCCASION_CEILING, id);
        atMost(TreatmentFields.SLA, bounds.ceilingSlaMs()[occasion], Guardrail.OCCASION_CEILING, id);
    }

    private void holdTierCaps() {
        final GuardrailTable bounds = table.guardrails();
        final int tier = made.decision().tier;
        final String id = names.tiers().get(tier);
        atMost(TreatmentFields.PRIORITY, bounds.capPriority()[tier], Guardrail.TIER_CAP, id);
        atMost(TreatmentFields.EFFORT, bounds.capEffort()[tier], Guardrail.TIER_CAP, id);
        final int queue = (int) log.get(TreatmentFields.QUEUE);
        final boolean isAdmitted =
                made.decision().isClear() && isIn(bounds.admittedQueues()[made.decision().occasion], queue);
        if (isIn(bounds.cappedQueues()[tier], queue) && !isAdmitted) {
            log.set(TreatmentFields.QUEUE, bounds.insteadQueue()[tier], Guardrail.TIER_CAP.name(), id);
            log.bit(Guardrail.TIER_CAP);
        }
    }

    private void atLeast(final int field, final long least, final Guardrail guardrail, final String id) {
        log.bind(field, Math.max(log.get(field), least), guardrail, id);
    }

    private void atMost(final int field, final long most, final Guardrail guardrail, final String id) {
        log.bind(field, Math.min(log.get(field), most), guardrail, id);
    }

    private static boolean isIn(final long[] bits, final int index) {
        return bits.length > 0 && (bits[index >> 6] & 1L << index) != 0;
    }

    private void protect() {
        final List<String> ids = names.protections();
        final int first = log.size();
        final List<String> effects = new ArrayList<>();
        int highest = -1;
        for (int protection = 0; protection < ids.size(); protection++) {
            final int before = log.size();
            if (fits(protection)) {
                log.layOver(
                        table.guardrails().protectionRow()[protection],
                        Guardrail.PROTECTION.name(),
                        ids.get(protection));
                highest = highest < 0 || floor(protection) > floor(highest) ? protection : highest;
            }
            effects.add(log.since(before));
        }
        for (int protection = 0; protection < ids.size(); protection++) {
            final int before = log.size();
            if (protection == highest && floor(protection) > log.get(TreatmentFields.PRIORITY)) {
                log.set(TreatmentFields.PRIORITY, floor(protection), Guardrail.PROTECTION.name(), ids.get(protection));
            }
            rules.add(protection(protection, join(effects.get(protection), log.since(before))));
        }
        if (log.isChangedSince(first)) {
            log.bit(Guardrail.PROTECTION);
        }
    }

    private Rule protection(final int protection, final String effect) {
        final String id = names.protections().get(protection);
        final String kind = Guardrail.PROTECTION.name();
        if (isRiskHidden) {
            return new Rule(id, kind, false, RuleExplainer.WITHHELD, true);
        }
        if (!fits(protection)) {
            return new Rule(
                    id,
                    kind,
                    false,
                    made.decision().hasProfile ? "fits none of the risks" : "no profile was found",
                    false);
        }
        return new Rule(id, kind, true, effect.isEmpty() ? "changed nothing" : effect, false);
    }

    private static String join(final String left, final String right) {
        return left.isEmpty() || right.isEmpty() ? left + right : left + ", " + right;
    }

    private int floor(final int protection) {
        return table.guardrails().protectionFloor()[protection];
    }

    private boolean fits(final int protection) {
        return !isRiskHidden && made.decision().hasProfile && RisksOf.fits(made, protection);
    }
}
