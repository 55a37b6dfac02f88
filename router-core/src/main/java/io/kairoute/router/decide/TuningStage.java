package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.RuleMatcher;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.snapshot.TreatmentRows;
import io.kairoute.router.snapshot.TuningTable;

/**
 * Step 4: lets the segment tune the treatment, rule by rule in table order, within what a clear occasion allows.
 *
 * <p>Thread-confined: owned by its router.
 */
public final class TuningStage {
    private final RuleMatcher matcher = new RuleMatcher(Limits.TUNING_RULES);

    /** Applies every rule that holds, and records what was changed and what was locked. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        if (contact.isStageTwoOff()) {
            return;
        }
        final TuningTable table = snapshot.table().tuning();
        final TreatmentRows rows = snapshot.table().rows();
        addValues(contact, snapshot);
        matcher.match(table.rules(), contact.values);
        final int tunable = table.tunable(contact.decision);
        for (int rule = matcher.first(); rule != RuleMatcher.NONE; rule = matcher.next(rule)) {
            apply(rule, tunable, table, rows, contact.decision);
        }
    }

    /** What stage one and the profile add to the contact's values. Where the request has no language, the profile's counts. */
    private static void addValues(final Contact contact, final Snapshot snapshot) {
        final ContactValues values = contact.values;
        final Decision decision = contact.decision;
        if (contact.signals.language().length() == 0) {
            values.set(Slot.LANGUAGE, contact.preferredLanguageValue(snapshot.segments()));
        }
        values.set(Slot.OCCASION, decision.occasion);
        values.set(Slot.BAND, decision.band().ordinal());
        values.set(Slot.TIER, decision.tier);
        values.set(Slot.SEGMENT_SOURCE, decision.segmentSource().ordinal());
    }

    private static void apply(
            final int rule,
            final int tunable,
            final TuningTable table,
            final TreatmentRows rows,
            final Decision decision) {
        boolean changed = false;
        for (int left = table.touched()[rule]; left != 0; left &= left - 1) {
            final int field = Integer.numberOfTrailingZeros(left);
            final long before = decision.treatment[field];
            final long after = table.tuned(rule, field, before, rows);
            if (after != before) {
                if ((tunable & 1 << field) == 0) {
                    decision.record(Guardrail.OCCASION_LOCK);
                } else {
                    decision.treatment[field] = after;
                    changed = true;
                }
            }
        }
        if (changed) {
            decision.addTuningRule(rule);
        }
    }
}
