package io.kairoute.router.reference;

import io.kairoute.router.decision.Offer;
import io.kairoute.router.table.ExperimentDefinition.Unit;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.routing.v1.RouteResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts what generated tables say, what the answers to generated requests show, and which ways led to them.
 *
 * <p>Thread-confined: owned by whoever made it.
 */
public final class CoverageCounter implements Consumer<Branch> {
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final int[] branches = new int[Branch.values().length];

    /** Makes a counter that expects everything and has seen nothing. */
    public CoverageCounter() {
        TableKeys.all().forEach(key -> expect("key", key));
        expectEach("band", Band.values());
        expectEach("occasion_source", OccasionSource.values());
        expectEach("segment_source", SegmentSource.values());
        expectEach("flag", Flag.values());
        expectEach("guardrail", Guardrail.values());
        expectEach("fallback_cause", FallbackCause.values());
        expect("fallback", "false");
        for (final Unit unit : Unit.values()) {
            expect("experiment_unit", unit.key());
        }
        for (final Offer offer : Offer.values()) {
            expect("offer", offer.key());
        }
        for (final String given : List.of(
                "holdout",
                "arm",
                "expected_wait",
                "preferred_agent",
                "queue_ref",
                "ladder",
                "selectors",
                "message",
                "pinned",
                "follows",
                "labels",
                "segment_age")) {
            expect("given", given);
        }
    }

    /** Counts the keys of a table. */
    public void table(final TableDefinition table) {
        TableKeys.each(table, key -> count("key", key));
    }

    /** Counts what an answer shows. */
    public void answer(final RouteResponse answer) {
        count("band", answer.getBand());
        count("occasion_source", answer.getOccasionSource());
        count("segment_source", answer.getSegmentSource());
        answer.getFlagsList().forEach(flag -> count("flag", flag));
        answer.getGuardrailsList().forEach(guardrail -> count("guardrail", guardrail));
        if (answer.getFallback()) {
            count("fallback_cause", answer.getFallbackCause());
        } else {
            count("fallback", "false");
        }
        count("offer", answer.getOffer());
        if (!answer.getExperiment().isEmpty()) {
            count("experiment_unit", answer.getExperimentUnit());
        }
        given("holdout", answer.getHoldout());
        given("arm", !answer.getArm().isEmpty());
        given("expected_wait", answer.hasExpectedWaitMs());
        given("preferred_agent", !answer.getPreferredAgent().isEmpty());
        given("queue_ref", !answer.getQueueRef().isEmpty());
        given("ladder", answer.getLadderCount() > 0);
        given("selectors", answer.getSelectorsCount() > 0);
        given("message", !answer.getMessage().isEmpty());
        given("pinned", answer.getDecisionId().startsWith("p"));
        given("follows", answer.getDecisionId().startsWith("f"));
        given("labels", answer.getLabelsCount() > 0);
        given("segment_age", answer.getSegmentAgeS() > 0);
    }

    /** Counts a way that a decision took. */
    @Override
    public void accept(final Branch branch) {
        branches[branch.ordinal()]++;
    }

    /** What was seen fewer times than that. */
    public List<String> seenLessThan(final int times) {
        return all().entrySet().stream()
                .filter(entry -> entry.getValue() < times)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    /** Every count, one to a line. */
    public String report() {
        final StringBuilder report = new StringBuilder();
        all().forEach((what, count) -> report.append("%,12d  %s%n".formatted(count, what)));
        return report.toString();
    }

    private Map<String, Integer> all() {
        final Map<String, Integer> all = new LinkedHashMap<>(counts);
        for (final Branch branch : Branch.values()) {
            all.put("branch " + branch.name(), branches[branch.ordinal()]);
        }
        return all;
    }

    private void given(final String what, final boolean given) {
        if (given) {
            count("given", what);
        }
    }

    private void expectEach(final String kind, final Enum<?>[] all) {
        for (final Enum<?> one : all) {
            expect(kind, one.name());
        }
    }

    private void expect(final String kind, final String what) {
        counts.put(kind + " " + what, 0);
    }

    private void count(final String kind, final String what) {
        final Integer before = counts.get(kind + " " + what);
        if (before == null) {
            throw new IllegalArgumentException("nobody expects " + kind + " " + what);
        }
        counts.put(kind + " " + what, before + 1);
    }
}
