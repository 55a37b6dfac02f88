package io.kairoute.router.decide;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.FallbackCause;
import io.kairoute.router.decision.Flag;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.RuleMatcher;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.LiveTable;
import io.kairoute.router.snapshot.OccasionTable;
import io.kairoute.router.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Step 1: picks the occasion, and says how sure that is.
 *
 * <p>Candidates come from live occasions, the request's hint and the signal rules, in this order, so that of equal
 * confidences the earlier source stays. Each occasion keeps its best candidate; a list of the occasions touched keeps the
 * cost to what was found. Thread-confined: owned by its router.
 */
public final class OccasionStage {
    private final RuleMatcher signalMatcher = new RuleMatcher(Limits.SIGNAL_RULES);
    private final RuleMatcher liveMatcher = new RuleMatcher(Limits.LIVE_OCCASIONS);
    private final ContactValues liveValues = new ContactValues();
    private final Candidates candidates = new Candidates();

    /** Decides band, occasion, source, confidence and the signal rules behind it. */
    public void apply(final Contact contact, final Snapshot snapshot) {
        final CompiledTable table = snapshot.table();
        final OccasionTable occasions = table.occasions();
        final Decision decision = contact.decision;
        candidates.clear();
        collectLive(contact, snapshot);
        collectHint(contact, occasions);
        collectSignals(contact, occasions);
        candidates.choose(occasions, decision);
        if (decision.isClear() && decision.occasionSource() != OccasionSource.LIVE) {
            applyMargin(contact, table);
        }
        if (decision.band() == Band.NONE) {
            decision.occasion = occasions.defaultOccasion();
            decision.fallBack(FallbackCause.NO_OCCASION);
        } else {
            listRules(occasions, decision);
        }
    }

    private void collectLive(final Contact contact, final Snapshot snapshot) {
        final LiveTable live = snapshot.live();
        if (live.count() == 0) {
            return;
        }
        final CompiledTable table = snapshot.table();
        final int[] clearAtBp = table.occasions().clearAtBp();
        final long nowMs = contact.signals.nowMs();
        live.vocabulary().resolve(contact.signals, table.calendars(), liveValues);
        liveMatcher.match(live.scopes(), liveValues);
        for (int index = liveMatcher.first(); index != RuleMatcher.NONE; index = liveMatcher.next(index)) {
            final int occasion = live.occasion()[index];
            if (occasion != Decision.NONE && nowMs >= live.fromMs()[index] && nowMs < live.untilMs()[index]) {
                final int confidenceBp = live.confidenceBp()[index];
                candidates.offer(occasion, confidenceBp, OccasionSource.LIVE);
                if (confidenceBp >= clearAtBp[occasion]) {
                    candidates.markClearLive(occasion);
                }
            }
        }
    }

    private void collectHint(final Contact contact, final OccasionTable table) {
        final RouteRequestFlyweight request = contact.request;
        final int length = request.length(RequestFields.OCCASION);
        if (length == 0) {
            return;
        }
        final int occasion = table.ids().find(request.bytes(), request.offset(RequestFields.OCCASION), length);
        if (occasion == ByteKeyIndex.MISSING) {
            contact.decision.raise(Flag.UNKNOWN_OCCASION);
        } else {
            candidates.offer(occasion, contact.signals.hintBp(), OccasionSource.HINT);
        }
    }

    private void collectSignals(final Contact contact, final OccasionTable table) {
        signalMatcher.match(table.signals(), contact.values);
        for (int rule = signalMatcher.first(); rule != RuleMatcher.NONE; rule = signalMatcher.next(rule)) {
            final int ruleBp = table.ruleConfidenceBp()[rule];
            candidates.offer(
                    table.ruleOccasion()[rule],
                    table.ruleNamesIntent()[rule] ? BasisPoints.product(ruleBp, contact.signals.intentBp()) : ruleBp,
                    OccasionSource.SIGNAL);
        }
    }

    private static void applyMargin(final Contact contact, final CompiledTable table) {
        final RouteRequestFlyweight request = contact.request;
        final Signals signals = contact.signals;
        final Decision decision = contact.decision;
        for (int i = 0; i < request.alternatives().count(); i++) {
            final int lead = decision.confidenceBp - signals.alternativeBp(i);
            if (lead < table.occasions().marginBp()[decision.occasion]
                    && pointsElsewhere(request, i, table, decision.occasion)) {
                decision.band(Band.AMBIGUOUS);
                return;
            }
        }
    }

    /** Whether an alternative speaks for another occasion: the one it names, else each that rules give for its intent. */
    private static boolean pointsElsewhere(
            final RouteRequestFlyweight request, final int alternative, final CompiledTable table, final int winner) {
        final OccasionTable occasions = table.occasions();
        final int occasionLength = request.alternatives().occasionLength(alternative);
        if (occasionLength > 0) {
            final int occasion = occasions
                    .ids()
                    .find(request.bytes(), request.alternatives().occasionOffset(alternative), occasionLength);
            if (occasion != ByteKeyIndex.MISSING) {
                return occasion != winner;
            }
        }
        final int intentLength = request.alternatives().intentLength(alternative);
        final @Nullable ByteKeyIndex intents = table.vocabulary().terms(Slot.INTENT);
        if (intentLength == 0 || intents == null) {
            return false;
        }
        final int intent =
                intents.find(request.bytes(), request.alternatives().intentOffset(alternative), intentLength);
        if (intent == ByteKeyIndex.MISSING || occasions.intentOccasions()[intent].length == 0) {
            return false;
        }
        for (final int occasion : occasions.intentOccasions()[intent]) {
            if (occasion == winner) {
                return false;
            }
        }
        return true;
    }

    private void listRules(final OccasionTable table, final Decision decision) {
        for (int rule = signalMatcher.first(); rule != RuleMatcher.NONE; rule = signalMatcher.next(rule)) {
            if (table.ruleOccasion()[rule] == decision.occasion) {
                decision.addSignalRule(rule);
            }
        }
    }
}
