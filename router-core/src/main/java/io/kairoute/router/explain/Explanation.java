package io.kairoute.router.explain;

import java.util.List;

/**
 * Why one decision came out as it did.
 *
 * @param candidates every occasion that was a candidate, live ones first, then the hint, then signal rules
 * @param rules every signal rule, tuning rule and protection that was tried, in table order
 * @param guardrails the guardrails that were considered, in their order
 * @param isTruncated whether rules were left out, to keep within {@link #MAX_RULES}
 */
public record Explanation(List<Candidate> candidates, List<Rule> rules, List<Bound> guardrails, boolean isTruncated) {
    /** Rules that one explanation lists at most; those that held come before those that did not. */
    public static final int MAX_RULES = 1_000;

    /**
     * One candidate of stage one.
     *
     * @param source LIVE, HINT or SIGNAL
     * @param confidenceBp basis points
     * @param origin the rule or live occasion behind it; empty for a hint
     * @param outcome that it won, or why it lost
     */
    public record Candidate(String occasion, String source, int confidenceBp, String origin, String outcome) {}

    /**
     * One rule that was tried.
     *
     * @param kind SIGNAL, TUNING or PROTECTION
     * @param isMatched whether every condition held
     * @param detail the first condition that failed, or what the rule changed
     */
    public record Rule(String id, String kind, boolean isMatched, String detail) {}

    /**
     * One guardrail that was considered.
     *
     * @param isChanged whether it changed something
     * @param detail what it holds
     */
    public record Bound(String id, boolean isChanged, String detail) {}
}
