package io.kairoute.router.reference;

import io.kairoute.router.live.LiveOccasion;
import io.kairoute.router.table.Attribute;
import io.kairoute.router.table.OccasionDefinition;
import io.kairoute.router.table.SignalRuleDefinition;
import io.kairoute.router.table.TableDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Step 1: which occasion brings the contact, and how sure that is. */
final class OccasionStep {
    private static final int FAR = 256;

    private final TableDefinition table;
    private final List<LiveOccasion> live;
    private final Signals signals;
    private final Findings findings;

    OccasionStep(
            final TableDefinition table,
            final List<LiveOccasion> live,
            final Signals signals,
            final Findings findings) {
        this.table = table;
        this.live = live;
        this.signals = signals;
        this.findings = findings;
    }

    /** What stage one decided. */
    record Choice(OccasionDefinition occasion, int confidenceBp, OccasionSource source, Band band) {}

    private record Candidate(OccasionDefinition occasion, int confidenceBp, OccasionSource source) {
        boolean isClear() {
            return confidenceBp >= occasion.clearAtBp();
        }

        boolean isAmbiguous() {
            return !isClear() && confidenceBp >= occasion.ambiguousAtBp();
        }
    }

    /** Decides the occasion. */
    Choice choose() {
        final List<SignalRuleDefinition> rules = rulesThatHold();

        final List<Candidate> candidates = new ArrayList<>();
        candidates.addAll(liveCandidates());
        candidates.addAll(hintCandidates());
        candidates.addAll(signalCandidates(rules));
        final List<Candidate> merged = merge(candidates);

        final Choice choice = firstClear(merged)
                .map(this::clearOrWithinMargin)
                .or(() -> surestAmbiguous(merged))
                .orElseGet(this::none);
        if (choice.band() != Band.NONE) {
            nameRules(rules, choice.occasion());
        }
        return choice;
    }

    private List<Candidate> liveCandidates() {
        final List<Candidate> candidates = new ArrayList<>();
        for (final LiveOccasion declared : live) {
            final OccasionDefinition occasion = occasion(declared.occasion());
            if (occasion == null) {
                findings.took(Branch.LIVE_OF_UNKNOWN_OCCASION);
            } else if (signals.nowMs() < declared.fromMs()) {
                findings.took(Branch.LIVE_BEFORE);
            } else if (signals.nowMs() >= declared.untilMs()) {
                findings.took(Branch.LIVE_AFTER);
            } else if (!scopeMatches(declared)) {
                findings.took(Branch.LIVE_OUT_OF_SCOPE);
            } else {
                candidates.add(new Candidate(occasion, declared.confidenceBp(), OccasionSource.LIVE));
            }
        }
        return candidates;
    }

    private boolean scopeMatches(final LiveOccasion declared) {
        final String region = signals.attribute(Attribute.REGION);
        final boolean regionMatches = declared.regions().isEmpty()
                || (!region.isEmpty()
                        && declared.regions().stream().anyMatch(above -> Facts.isOrIsBelow(region, above)));
        return regionMatches
                && listMatches(declared.products(), signals.attribute(Attribute.PRODUCT))
                && listMatches(declared.accounts(), signals.accountKey())
                && listMatches(declared.entryPoints(), signals.attribute(Attribute.ENTRY_POINT))
                && listMatches(declared.channels(), signals.attribute(Attribute.CHANNEL));
    }

    /** An empty list matches all; a missing signal fails a list that is not empty. */
    private static boolean listMatches(final List<String> list, final String signal) {
        return list.isEmpty() || (!signal.isEmpty() && list.contains(signal));
    }

    private List<Candidate> hintCandidates() {
        if (signals.hint().isEmpty()) {
            return List.of();
        }
        final OccasionDefinition occasion = occasion(signals.hint());
        if (occasion == null) {
            findings.flags.add(Flag.UNKNOWN_OCCASION);
            return List.of();
        }
        return List.of(new Candidate(occasion, signals.hintBp(), OccasionSource.HINT));
    }

    private List<SignalRuleDefinition> rulesThatHold() {
        final Facts facts = Facts.ofSignals(table, signals, findings);
        return table.signals().stream()
                .filter(rule -> facts.fit(rule.when(), rule.unless()))
                .toList();
    }

    private List<Candidate> signalCandidates(final List<SignalRuleDefinition> rules) {
        final List<Candidate> candidates = new ArrayList<>();
        for (final SignalRuleDefinition rule : rules) {
            candidates.add(new Candidate(known(rule.occasion()), confidenceBp(rule), OccasionSource.SIGNAL));
        }
        return candidates;
    }

    private int confidenceBp(final SignalRuleDefinition rule) {
        if (!rule.when().attributes().containsKey(Attribute.INTENT)) {
            return rule.confidenceBp();
        }
        if (signals.intentBp() < BasisPoints.ONE) {
            findings.took(Branch.SIGNAL_TIMES_INTENT_CONFIDENCE);
        }
        return BasisPoints.product(rule.confidenceBp(), signals.intentBp());
    }

    /** One candidate for each occasion, in the order of precedence; those that are too unsure are dropped. */
    private List<Candidate> merge(final List<Candidate> candidates) {
        final List<Candidate> merged = new ArrayList<>();
        for (final OccasionDefinition occasion : table.occasions()) {
            final List<Candidate> same = candidates.stream()
                    .filter(candidate -> candidate.occasion().id().equals(occasion.id()))
                    .toList();
            if (same.isEmpty()) {
                continue;
            }
            final Candidate one = mergeSame(same);
            if (one.isClear() || one.isAmbiguous()) {
                merged.add(one);
            } else {
                findings.took(Branch.CANDIDATE_DROPPED);
            }
        }
        return merged;
    }

    /** The highest confidence counts, ties by the order of the sources; LIVE is shown if a clear live one is among them. */
    private Candidate mergeSame(final List<Candidate> same) {
        if (same.size() > 1) {
            findings.took(Branch.CANDIDATES_MERGED);
        }
        final Candidate best = same.stream()
                .min(Comparator.comparingInt((Candidate candidate) -> -candidate.confidenceBp())
                        .thenComparing(Candidate::source))
                .orElseThrow();
        final boolean clearLive =
                same.stream().anyMatch(candidate -> candidate.source() == OccasionSource.LIVE && candidate.isClear());
        if (clearLive && best.source() != OccasionSource.LIVE) {
            findings.took(Branch.LIVE_SHOWN_OVER_A_SURER_ONE);
        }
        return clearLive ? new Candidate(best.occasion(), best.confidenceBp(), OccasionSource.LIVE) : best;
    }

    private Optional<Candidate> firstClear(final List<Candidate> merged) {
        final List<Candidate> clear = merged.stream().filter(Candidate::isClear).toList();
        if (clear.stream().anyMatch(other -> other.confidenceBp() > clear.get(0).confidenceBp())) {
            findings.took(Branch.PRECEDENCE_OVER_A_SURER_ONE);
        }
        return clear.stream().findFirst();
    }

    private Choice clearOrWithinMargin(final Candidate winner) {
        final int bestRunnerUpBp = signals.alternatives().stream()
                .filter(alternative -> competes(alternative, winner))
                .mapToInt(Signals.RunnerUp::confidenceBp)
                .max()
                .orElse(-1);
        final Band band = bestRunnerUpBp < 0 ? Band.CLEAR : bandWithin(winner, bestRunnerUpBp);
        return new Choice(winner.occasion(), winner.confidenceBp(), winner.source(), band);
    }

    private Band bandWithin(final Candidate winner, final int bestRunnerUpBp) {
        final int lead = winner.confidenceBp() - bestRunnerUpBp;
        if (lead >= winner.occasion().marginBp()) {
            findings.took(Branch.MARGIN_HELD);
            return Band.CLEAR;
        }
        if (winner.source() == OccasionSource.LIVE) {
            findings.took(Branch.MARGIN_SPARED_LIVE);
            return Band.CLEAR;
        }
        findings.took(lead < 0 ? Branch.MARGIN_MISSED_BELOW_ZERO : Branch.MARGIN_MISSED);
        return Band.AMBIGUOUS;
    }

    /** Whether a runner-up points to something, and not to the winner too. */
    private boolean competes(final Signals.RunnerUp alternative, final Candidate winner) {
        final Set<String> pointsTo = pointsTo(alternative);
        if (pointsTo.isEmpty()) {
            findings.took(Branch.ALTERNATIVE_TO_NOTHING);
            return false;
        }
        if (pointsTo.contains(winner.occasion().id())) {
            findings.took(Branch.ALTERNATIVE_TO_THE_WINNER);
            return false;
        }
        return true;
    }

    private Set<String> pointsTo(final Signals.RunnerUp alternative) {
        if (occasion(alternative.occasion()) != null) {
            findings.took(Branch.ALTERNATIVE_BY_OCCASION);
            return Set.of(alternative.occasion());
        }
        final Set<String> byIntent = table.signals().stream()
                .filter(rule -> rule.when()
                        .attributes()
                        .getOrDefault(Attribute.INTENT, List.of())
                        .contains(alternative.intent()))
                .map(SignalRuleDefinition::occasion)
                .collect(Collectors.toSet());
        if (!byIntent.isEmpty()) {
            findings.took(Branch.ALTERNATIVE_BY_INTENT);
        }
        return byIntent;
    }

    private Optional<Choice> surestAmbiguous(final List<Candidate> merged) {
        // The first of equals is met first, and merged candidates stand in the order of precedence.
        final Optional<Candidate> surest =
                merged.stream().min(Comparator.comparingInt(candidate -> -candidate.confidenceBp()));
        return surest.map(winner -> {
            if (merged.stream()
                            .filter(other -> other.confidenceBp() == winner.confidenceBp())
                            .count()
                    > 1) {
                findings.took(Branch.AMBIGUOUS_TIE);
            }
            return new Choice(winner.occasion(), winner.confidenceBp(), winner.source(), Band.AMBIGUOUS);
        });
    }

    private Choice none() {
        findings.causes.add(FallbackCause.NO_OCCASION);
        return new Choice(known(table.defaults().occasion()), 0, OccasionSource.DEFAULT, Band.NONE);
    }

    private void nameRules(final List<SignalRuleDefinition> rules, final OccasionDefinition winner) {
        final Set<String> near = table.signals().stream()
                .limit(FAR)
                .map(SignalRuleDefinition::id)
                .collect(Collectors.toSet());
        if (rules.stream().anyMatch(rule -> rule.occasion().equals(winner.id()) && !near.contains(rule.id()))) {
            findings.took(Branch.SIGNAL_RULE_256_OR_BEYOND);
        }
        rules.stream()
                .filter(rule -> rule.occasion().equals(winner.id()))
                .map(SignalRuleDefinition::id)
                .forEach(findings.ruleIds::add);
    }

    private OccasionDefinition known(final String id) {
        return Objects.requireNonNull(occasion(id), id);
    }

    private @Nullable OccasionDefinition occasion(final String id) {
        for (final OccasionDefinition occasion : table.occasions()) {
            if (occasion.id().equals(id)) {
                return occasion;
            }
        }
        return null;
    }
}
