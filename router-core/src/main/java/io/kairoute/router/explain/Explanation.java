package io.kairoute.router.explain;

import java.util.List;

/**
 * Why one decision came out as it did, in the order in which it was made.
 *
 * @param candidates every occasion that was a candidate: live ones, then the hint, then signal rules
 * @param alternatives what became of the request's alternatives; empty where no margin was looked at
 * @param rules every rule that was tried: signal rules, experiments, tuning rules, protections, each in table order
 * @param guardrails the guardrails that were considered, in their order
 * @param steps what each step changed, in order: the last {@code after} of each field is what the answer says
 * @param moves the walk from the treatment's queue to the one taken, with every way out that was tried
 * @param isTruncated whether something was left out, to keep within {@link #MOST}
 * @param isRiskHidden whether it is for somebody who may not see customers' risks
 */
public record Explanation(
        List<Candidate> candidates,
        List<Alternative> alternatives,
        List<Rule> rules,
        List<Bound> guardrails,
        List<Step> steps,
        List<Move> moves,
        boolean isTruncated,
        boolean isRiskHidden) {
    /** Candidates, rules and steps that one explanation lists at most, of each. */
    public static final int MOST = 1_000;

    /** Nothing, since there was no time: it says of itself that it was cut. */
    public static final Explanation OUT_OF_TIME =
            new Explanation(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), true, false);

    /**
     * One candidate of stage one.
     *
     * @param source LIVE, HINT or SIGNAL
     * @param confidenceBp basis points
     * @param origin the rule or live occasion behind it; empty for a hint
     * @param isWinner whether it won
     * @param outcome that it won, or why it lost
     */
    public record Candidate(
            String occasion, String source, int confidenceBp, String origin, boolean isWinner, String outcome) {}

    /**
     * One runner-up of the platform's classifier.
     *
     * @param occasion as it was sent
     * @param intent as it was sent
     * @param confidenceBp basis points
     * @param isTaker whether it made the band AMBIGUOUS
     * @param detail why it did, or why not
     */
    public record Alternative(String occasion, String intent, int confidenceBp, boolean isTaker, String detail) {}

    /**
     * One rule that was tried.
     *
     * @param kind SIGNAL, EXPERIMENT, TUNING or PROTECTION
     * @param isMatched whether every condition held
     * @param detail the first condition that failed, or what the rule did
     * @param isWithheld whether all depends on risks that are hidden; then it counts as not matched
     */
    public record Rule(String id, String kind, boolean isMatched, String detail, boolean isWithheld) {}

    /**
     * One guardrail that was considered.
     *
     * @param isChanged whether it changed something
     * @param detail what it holds, then what it changed
     */
    public record Bound(String id, boolean isChanged, String detail) {}

    /**
     * One change of one field.
     *
     * @param field by its name in an answer
     * @param before what it was; empty for nothing
     * @param after what it was made
     * @param kind what changed it, a word of the list in {@code routing.proto}
     * @param id which one of its kind
     */
    public record Step(String field, String before, String after, String kind, String id) {
        @Override
        public String toString() {
            return field + " " + (before.isEmpty() ? "" : before + " ") + "to " + after;
        }
    }

    /**
     * One way out of a queue that was tried.
     *
     * @param queue where the contact stood
     * @param to where the way leads; empty for an override that ends the walk
     * @param kind OVERFLOW, or the override: OPEN, CLOSED, REDIRECT or SURGE
     * @param rule which of the overflow rules, from 1; 0 for an override
     * @param condition the conditions of the rule
     * @param isMoved whether the contact moved
     * @param detail why it moved, or why not
     */
    public record Move(
            String queue, String to, String kind, int rule, String condition, boolean isMoved, String detail) {}
}
