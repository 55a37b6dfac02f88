package io.kairoute.router.explain;

import io.kairoute.router.Limits;
import io.kairoute.router.codec.RequestFields;
import io.kairoute.router.codec.RouteRequestFlyweight;
import io.kairoute.router.decision.Band;
import io.kairoute.router.decision.BasisPoints;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.OccasionSource;
import io.kairoute.router.explain.Explanation.Alternative;
import io.kairoute.router.explain.Explanation.Candidate;
import io.kairoute.router.key.ByteKeyIndex;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.RuleMatcher;
import io.kairoute.router.signal.Signals;
import io.kairoute.router.snapshot.LiveTable;
import io.kairoute.router.snapshot.OccasionTable;
import io.kairoute.router.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists the candidates of stage one, and says of each why it won or lost. */
final class CandidateExplainer {
    private record Found(int occasion, OccasionSource source, int confidenceBp, String origin) {}

    private final Snapshot snapshot;
    private final OccasionTable table;
    private final Signals signals;
    private final Decision decision;
    private final List<Alternative> alternatives;
    private final List<Found> found = new ArrayList<>();

    CandidateExplainer(final Made made, final List<Alternative> alternatives) {
        this.snapshot = made.snapshot();
        this.table = made.table().occasions();
        this.signals = made.signals();
        this.decision = made.decision();
        this.alternatives = alternatives;
    }

    /**
     * Lists the candidates.
     *
     * @param values the contact's values as stage one saw them
     */
    List<Candidate> explain(final ContactValues values) {
        collectLive();
        collectHint();
        collectSignals(values);
        final Map<Integer, Found> best = new HashMap<>();
        for (final Found one : found) {
            best.merge(one.occasion(), one, (left, right) -> right.confidenceBp() > left.confidenceBp() ? right : left);
        }
        return found.stream()
                .map(one -> candidate(one, one.equals(best.get(one.occasion()))))
                .toList();
    }

    private Candidate candidate(final Found one, final boolean isBest) {
        final int occasion = one.occasion();
        return new Candidate(
                name(occasion),
                one.source().name(),
                one.confidenceBp(),
                one.origin(),
                isBest && isWinner(one),
                isBest ? outcome(one) : "another candidate of " + name(occasion) + " is at least as sure");
    }

    private boolean isWinner(final Found one) {
        return one.occasion() == decision.occasion && one.confidenceBp() >= table.ambiguousAtBp()[one.occasion()];
    }

    private void collectLive() {
        final LiveTable live = snapshot.live();
        final ContactValues values = new ContactValues();
        live.vocabulary().resolve(signals, snapshot.table().calendars(), values);
        final RuleMatcher matcher = new RuleMatcher(Limits.LIVE_OCCASIONS);
        matcher.match(live.scopes(), values);
        for (int i = 0; i < live.count(); i++) {
            if (matcher.holds(i) && live.occasion()[i] != Decision.NONE && live.counts(i, signals.nowMs())) {
                found.add(new Found(
                        live.occasion()[i],
                        OccasionSource.LIVE,
                        live.confidenceBp()[i],
                        snapshot.liveNames().get(i)));
            }
        }
    }

    private void collectHint() {
        final RouteRequestFlyweight request = signals.request();
        final int occasion = table.ids()
                .find(request.bytes(), request.offset(RequestFields.OCCASION), request.length(RequestFields.OCCASION));
        if (occasion != ByteKeyIndex.MISSING) {
            found.add(new Found(occasion, OccasionSource.HINT, signals.hintBp(), ""));
        }
    }

    private void collectSignals(final ContactValues values) {
        final RuleMatcher matcher = new RuleMatcher(Limits.SIGNAL_RULES);
        matcher.match(table.signals(), values);
        for (int rule = 0; rule < table.ruleOccasion().length; rule++) {
            if (matcher.holds(rule)) {
                final int ruleBp = table.ruleConfidenceBp()[rule];
                found.add(new Found(
                        table.ruleOccasion()[rule],
                        OccasionSource.SIGNAL,
                        table.ruleNamesIntent()[rule] ? BasisPoints.product(ruleBp, signals.intentBp()) : ruleBp,
                        snapshot.table().names().signalRules().get(rule)));
            }
        }
    }

    private String outcome(final Found one) {
        final int occasion = one.occasion();
        final boolean isClear = one.confidenceBp() >= table.clearAtBp()[occasion];
        if (!isClear && one.confidenceBp() < table.ambiguousAtBp()[occasion]) {
            return "dropped: below ambiguous_at, " + table.ambiguousAtBp()[occasion] + " bp";
        }
        if (occasion == decision.occasion) {
            return isClear && decision.band() == Band.AMBIGUOUS ? "won, but " + taker() : "won";
        }
        final String winner = name(decision.occasion);
        if (isClear) {
            return "clear, but " + winner + " comes first in the table";
        }
        if (decision.confidenceBp >= table.clearAtBp()[decision.occasion]) {
            return "only ambiguous, and " + winner + " is clear";
        }
        return one.confidenceBp() < decision.confidenceBp
                ? "less sure than " + winner
                : "as sure as " + winner + ", which comes first in the table";
    }

    private String taker() {
        final String taker = alternatives.stream()
                .filter(Alternative::isTaker)
                .map(one -> one.occasion().isEmpty() ? one.intent() : one.occasion())
                .findFirst()
                .orElse("");
        return "the alternative " + taker + " comes within its margin of " + table.marginBp()[decision.occasion]
                + " bp";
    }

    private String name(final int occasion) {
        return snapshot.table().names().occasions().get(occasion);
    }
}
