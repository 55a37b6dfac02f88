package io.kairoute.router.occasion;

import io.kairoute.router.Limits;
import io.kairoute.router.clock.CalendarTable;
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
import io.kairoute.router.rule.Vocabulary;
import io.kairoute.router.signal.Signals;
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

    /**
     * Decides band, occasion, source, confidence and the signal rules behind it.
     *
     * @param values the contact's values in the table's vocabulary
     */
    public void decide(
            final Signals signals,
            final ContactValues values,
            final Vocabulary vocabulary,
            final CalendarTable calendars,
            final OccasionTable table,
            final LiveTable live,
            final Decision decision) {
        candidates.clear();
        collectLive(signals, calendars, table, live);
        collectHint(signals, table, decision);
        collectSignals(signals, values, table);
        candidates.choose(table, decision);
        if (decision.isClear() && decision.occasionSource() != OccasionSource.LIVE) {
            applyMargin(signals, vocabulary, table, decision);
        }
        if (decision.band() == Band.NONE) {
            decision.occasion = table.defaultOccasion();
            decision.fallBack(FallbackCause.NO_OCCASION);
        } else {
            listRules(table, decision);
        }
    }

    private void collectLive(
            final Signals signals, final CalendarTable calendars, final OccasionTable table, final LiveTable live) {
        if (live.count() == 0) {
            return;
        }
        live.vocabulary().resolve(signals, calendars, liveValues);
        liveMatcher.match(live.scopes(), liveValues);
        for (int index = liveMatcher.first(); index != RuleMatcher.NONE; index = liveMatcher.next(index)) {
            final int occasion = live.occasion()[index];
            if (occasion != Decision.NONE
                    && signals.nowMs() >= live.fromMs()[index]
                    && signals.nowMs() < live.untilMs()[index]) {
                final int confidenceBp = live.confidenceBp()[index];
                candidates.offer(occasion, confidenceBp, OccasionSource.LIVE);
                if (confidenceBp >= table.clearAtBp()[occasion]) {
                    candidates.markClearLive(occasion);
                }
            }
        }
    }

    private void collectHint(final Signals signals, final OccasionTable table, final Decision decision) {
        final RouteRequestFlyweight request = signals.request();
        final int length = request.length(RouteRequestFlyweight.OCCASION);
        if (length == 0) {
            return;
        }
        final int occasion = table.ids().find(request.bytes(), request.offset(RouteRequestFlyweight.OCCASION), length);
        if (occasion == ByteKeyIndex.MISSING) {
            decision.raise(Flag.UNKNOWN_OCCASION);
        } else {
            candidates.offer(occasion, signals.hintBp(), OccasionSource.HINT);
        }
    }

    private void collectSignals(final Signals signals, final ContactValues values, final OccasionTable table) {
        signalMatcher.match(table.signals(), values);
        for (int rule = signalMatcher.first(); rule != RuleMatcher.NONE; rule = signalMatcher.next(rule)) {
            final int ruleBp = table.ruleConfidenceBp()[rule];
            candidates.offer(
                    table.ruleOccasion()[rule],
                    table.ruleNamesIntent()[rule] ? BasisPoints.product(ruleBp, signals.intentBp()) : ruleBp,
                    OccasionSource.SIGNAL);
        }
    }

    private static void applyMargin(
            final Signals signals, final Vocabulary vocabulary, final OccasionTable table, final Decision decision) {
        final RouteRequestFlyweight request = signals.request();
        for (int i = 0; i < request.alternativeCount(); i++) {
            final int lead = decision.confidenceBp - signals.alternativeBp(i);
            if (lead < table.marginBp()[decision.occasion]
                    && pointsElsewhere(request, i, vocabulary, table, decision.occasion)) {
                decision.band(Band.AMBIGUOUS);
                return;
            }
        }
    }

    private static boolean pointsElsewhere(
            final RouteRequestFlyweight request,
            final int alternative,
            final Vocabulary vocabulary,
            final OccasionTable table,
            final int winner) {
        final int occasionLength = request.alternativeOccasionLength(alternative);
        if (occasionLength > 0) {
            final int occasion =
                    table.ids().find(request.bytes(), request.alternativeOccasionOffset(alternative), occasionLength);
            if (occasion != ByteKeyIndex.MISSING) {
                return occasion != winner;
            }
        }
        final int intentLength = request.alternativeIntentLength(alternative);
        final @Nullable ByteKeyIndex intents = vocabulary.words(Slot.INTENT);
        if (intentLength == 0 || intents == null) {
            return false;
        }
        final int intent = intents.find(request.bytes(), request.alternativeIntentOffset(alternative), intentLength);
        if (intent == ByteKeyIndex.MISSING || table.intentOccasions()[intent].length == 0) {
            return false;
        }
        for (final int occasion : table.intentOccasions()[intent]) {
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
