package io.kairoute.router.explain;

import io.kairoute.router.decide.Contact;
import io.kairoute.router.decision.Decision;
import io.kairoute.router.decision.Guardrail;
import io.kairoute.router.decision.TreatmentFields;
import io.kairoute.router.explain.Explanation.Alternative;
import io.kairoute.router.explain.Explanation.Bound;
import io.kairoute.router.explain.Explanation.Candidate;
import io.kairoute.router.explain.Explanation.Move;
import io.kairoute.router.explain.Explanation.Rule;
import io.kairoute.router.rule.ContactValues;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.snapshot.CompiledTable;
import io.kairoute.router.snapshot.GuardrailTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Explains what a router just decided of a contact, from the same compiled tables that made it.
 *
 * <p>The decision itself is not made again; what is repeated here, step by step, is only what the contact does not remember.
 *
 * <p>Where risks are hidden, the way is gone as if no rule and no protection that hangs on risks were there. So whatever is said
 * would be the same with any risks. Where that way ends elsewhere than the decision, the last steps are WITHHELD ones, which say
 * no more than the answer does. Thread-confined: owned by whoever owns the contact.
 */
public final class Explainer {
    private static final String WITHHELD = "WITHHELD";

    private final Contact contact;

    /** Makes an explainer of what one router decides. */
    public Explainer(final Contact contact) {
        this.contact = contact;
    }

    /**
     * Explains the decision that was made last. Allocates; never to be called on the path.
     *
     * @param isRiskHidden whether it is for somebody who may not see customers' risks
     */
    public Explanation explain(final boolean isRiskHidden) {
        final Made made = new Made(contact);
        final CompiledTable table = made.table();
        final TreatmentText text = new TreatmentText(table);
        final StepLog log = new StepLog(table.rows(), table.defaultRow(), text);
        final List<Rule> rules = new ArrayList<>();
        final List<Candidate> candidates = new ArrayList<>();
        final List<Alternative> alternatives = new ArrayList<>();
        final List<Bound> bounds = new ArrayList<>();
        if (!made.isOfDeadline()) {
            final ContactValues signalValues = new ContactValues();
            table.vocabulary().resolve(made.signals(), table.calendars(), signalValues);
            alternatives.addAll(new AlternativeExplainer(made).explain());
            candidates.addAll(new CandidateExplainer(made, alternatives).explain(signalValues));
            rules.addAll(signalRules(made, signalValues));
            rules.addAll(new TreatmentWalk(made, isRiskHidden, log).walk(stageTwoValues(made, isRiskHidden)));
            bounds.addAll(bounds(made, log, isRiskHidden));
        }
        final List<Move> moves = end(made, text, log, isRiskHidden);
        return new Explanation(
                most(candidates, Candidate::isWinner),
                alternatives,
                most(rules, Rule::isMatched),
                bounds,
                most(log.steps(), step -> true),
                moves,
                isOver(candidates) || isOver(rules) || isOver(log.steps()),
                isRiskHidden);
    }

    private static List<Rule> signalRules(final Made made, final ContactValues values) {
        final int[] occasions = made.table().occasions().ruleOccasion();
        return new RuleExplainer(made.names(), false)
                .explain(
                        "SIGNAL",
                        made.names().signalRules(),
                        made.table().occasions().signals(),
                        values,
                        rule -> "points to " + made.names().occasions().get(occasions[rule]));
    }

    // A copy, without the risks where they are hidden.
    private static ContactValues stageTwoValues(final Made made, final boolean isRiskHidden) {
        final ContactValues values = new ContactValues();
        values.reset();
        final int slots = Slot.FIRST_OPEN + made.names().slots().size();
        for (int slot = 0; slot < slots; slot++) {
            values.set(slot, made.values().get(slot));
        }
        for (int i = 0; !isRiskHidden && i < made.values().riskCount(); i++) {
            values.addRisk(made.values().risk(i));
        }
        return values;
    }

    // Steps 6 and 7, and what is withheld.
    private static List<Move> end(
            final Made made, final TreatmentText text, final StepLog log, final boolean isRiskHidden) {
        final Decision decision = made.decision();
        final boolean isWalkTold = !(isRiskHidden && tellsOfRisks(made))
                && isSame(TreatmentFields.QUEUE, log, decision)
                && isSame(TreatmentFields.OVERFLOW, log, decision);
        final List<Move> moves = isWalkTold ? new QueueWalk(made, text, log).walk() : List.of();
        final String language = new LanguageWalk(made).walk(log);
        for (int field = 0; field < TreatmentFields.COUNT; field++) {
            if (!isRiskHidden || isInAnswer(field, decision)) {
                log.set(
                        field,
                        field == TreatmentFields.QUEUE ? decision.queue : decision.treatment[field],
                        WITHHELD,
                        "");
            }
        }
        final String given =
                LanguageWalk.name(made, (int) decision.treatment[TreatmentFields.SCRIPT], decision.scriptVariant);
        if (!given.equals(language)) {
            log.add(LanguageWalk.FIELD, language, given, WITHHELD, "");
        }
        return moves;
    }

    // Whether the answer itself tells that a protection or a rule about risks did something. Where it does, the walk is
    // withheld, whatever it was: to tell some walks and not others would tell risks apart that the answer does not.
    private static boolean tellsOfRisks(final Made made) {
        final Decision decision = made.decision();
        boolean isTold = (decision.guardrails & Guardrail.PROTECTION.bit()) != 0;
        for (int i = decision.signalRuleCount; i < decision.ruleIdCount; i++) {
            isTold |= made.table().tuning().rules().readsRisks(decision.ruleIds[i]);
        }
        return isTold;
    }

    // No answer tells a treatment's own overflow, nor how long to wait for an agent that it does not name.
    private static boolean isInAnswer(final int field, final Decision decision) {
        return switch (field) {
            case TreatmentFields.OVERFLOW -> false;
            case TreatmentFields.PREFERRED_WAIT ->
                decision.preferredAgentLength > 0 && decision.treatment[TreatmentFields.PREFERRED_WAIT] > 0;
            default -> true;
        };
    }

    private static boolean isSame(final int field, final StepLog log, final Decision decision) {
        return log.get(field) == decision.treatment[field];
    }

    private static List<Bound> bounds(final Made made, final StepLog log, final boolean isRiskHidden) {
        final List<Bound> bounds = new ArrayList<>();
        final CompiledTable table = made.table();
        final GuardrailTable guardrails = table.guardrails();
        if (made.decision().isClear()) {
            final int occasion = made.decision().occasion;
            bounds.add(bound(
                    Guardrail.OCCASION_LOCK,
                    log,
                    "tunable: " + TreatmentText.keys(table.tuning().tunable()[occasion])));
            bounds.add(bound(
                    Guardrail.OCCASION_FLOOR,
                    log,
                    "priority at least " + guardrails.floorPriority()[occasion]));
            bounds.add(bound(
                    Guardrail.OCCASION_CEILING,
                    log,
                    "priority at most " + guardrails.ceilingPriority()[occasion]
                            + (guardrails.ceilingSlaMs()[occasion] == Long.MAX_VALUE
                                    ? ""
                                    : ", SLA at most " + guardrails.ceilingSlaMs()[occasion] + " ms")));
        }
        final int tier = made.decision().tier;
        bounds.add(bound(
                Guardrail.TIER_CAP,
                log,
                "priority at most " + guardrails.capPriority()[tier] + ", effort at most "
                        + guardrails.capEffort()[tier]
                        + (guardrails.cappedQueues()[tier].length == 0
                                ? ""
                                : ", some queues become "
                                        + made.names().queues().get(guardrails.insteadQueue()[tier]))));
        if (guardrails.protectionRow().length > 0 && !isRiskHidden) {
            bounds.add(bound(
                    Guardrail.PROTECTION,
                    log,
                    made.decision().hasProfile ? "risks looked at" : "no profile was found"));
        }
        return bounds;
    }

    private static Bound bound(final Guardrail guardrail, final StepLog log, final String holds) {
        final String changes = log.by(guardrail.name());
        return new Bound(guardrail.name(), log.hasBit(guardrail), changes.isEmpty() ? holds : holds + "; " + changes);
    }

    private static boolean isOver(final List<?> all) {
        return all.size() > Explanation.MOST;
    }

    // As many as may be, in their order; those that matter more are kept before the others.
    private static <T> List<T> most(final List<T> all, final Predicate<T> mattersMore) {
        if (!isOver(all)) {
            return List.copyOf(all);
        }
        long spare =
                Math.max(0, Explanation.MOST - all.stream().filter(mattersMore).count());
        final List<T> kept = new ArrayList<>();
        for (final T one : all) {
            final boolean matters = mattersMore.test(one);
            if (kept.size() < Explanation.MOST && (matters || spare > 0)) {
                kept.add(one);
                spare -= matters ? 0 : 1;
            }
        }
        return List.copyOf(kept);
    }
}
