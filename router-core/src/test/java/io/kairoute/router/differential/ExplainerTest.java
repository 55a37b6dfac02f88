package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.TraceBytes;
import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.DifferentialHarness;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Situation;
import io.kairoute.router.rule.Slot;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
import io.kairoute.routing.v1.TraceAlternative;
import io.kairoute.routing.v1.TraceCandidate;
import io.kairoute.routing.v1.TraceGuardrail;
import io.kairoute.routing.v1.TraceRule;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** An explanation must tell the same story as the answer, on everything that the generator reaches. */
class ExplainerTest {
    private static final int TABLES = 60;
    private static final int REQUESTS = 100;
    private static final long SEED = Long.getLong("kairoute.seed", 7L);

    private final TreeMap<String, Integer> seen = new TreeMap<>();

    @Test
    void shouldTellWhatTheAnswerTells() {
        final CompiledRouter compiled = new CompiledRouter();

        final long compared = new DifferentialHarness(SEED, 0, TABLES, REQUESTS)
                .run(
                        (scenario, request, nowMs) -> {
                            final RouteResponse answer = compiled.route(scenario, request, nowMs);
                            final Router router = compiled.routerFor(scenario);
                            final RouteResponse explained = explained(answer, router);
                            assertEquals(
                                    answer, explained.toBuilder().clearTrace().build());
                            assertTellsTheSame(answer, explained.getTrace(), scenario.table(answer.getTableRevision()));
                            return explained;
                        },
                        new CoverageCounter());

        System.out.printf("explain: %,d explanations agree with their answers; seen %s%n", compared, seen);
        assertEquals(List.of(), unseen());
    }

    // The deadline's answer asks no rule, so an explanation of it has no values to go by, least of all another
    // contact's.
    @Test
    void shouldKnowNoValuesOfTheContactBeforeTheDeadlines() {
        final Situation situation = Situation.of(SEED, 0);
        final RequestGenerator.Question question = new RequestGenerator(situation).question(Dice.part(SEED, 0));
        final Router router = CompiledRouter.open(situation.scenario(), null);
        final UnsafeBuffer request = new UnsafeBuffer(
                question.request().toBuilder().setChannel("VOICE").build().toByteArray());
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);

        router.route(request, 0, request.capacity(), 0, question.serverClockMs(), response, 0);
        assertNotEquals(Slot.NO_VALUE, router.contact().values.get(Slot.CHANNEL));
        router.routeToDefault(request, 0, request.capacity(), 0, question.serverClockMs(), response, 0);

        for (int slot = 0; slot < Slot.FIRST_OPEN; slot++) {
            assertEquals(Slot.NO_VALUE, router.contact().values.get(slot), "slot " + slot);
        }
        final var explanation = new Explainer(router.contact()).explain(false);
        assertEquals(List.of(), explanation.rules());
        assertFalse(explanation.steps().isEmpty());
    }

    static RouteResponse explained(final RouteResponse answer, final Router router) {
        try {
            return answer.toBuilder()
                    .mergeFrom(TraceBytes.of(new Explainer(router.contact()).explain(false)))
                    .build();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError("the trace is no message", e);
        }
    }

    private void assertTellsTheSame(final RouteResponse answer, final Trace trace, final TableDefinition table) {
        assertFalse(trace.getTruncated(), "no table of the generator has so many rules");
        assertFalse(trace.getRisksHidden());
        assertTellsWhichCandidateWon(answer, trace);
        assertTellsWhoTookTheMargin(answer, trace);
        assertListsEveryRuleInTableOrder(answer, trace, table);
        assertEquals(
                answer.getRuleCount(),
                Stream.concat(signalRules(answer, trace), tuningRules(trace)).count());
        assertTellsTheExperiment(answer, trace);
        assertEquals(
                answer.getGuardrailsList(),
                trace.getGuardrailsList().stream()
                        .filter(TraceGuardrail::getChanged)
                        .map(TraceGuardrail::getId)
                        .toList());
        final boolean isProtected =
                rules(trace, "PROTECTION").anyMatch(rule -> !rule.getDetail().equals("changed nothing"));
        assertTrue(!answer.getGuardrailsList().contains("PROTECTION") || isProtected, trace::toString);
        trace.getRulesList().forEach(rule -> assertFalse(rule.getDetail().isEmpty(), rule::toString));
        new StepsOfATrace(trace, seen).assertLeadTo(answer);
    }

    private void assertTellsWhichCandidateWon(final RouteResponse answer, final Trace trace) {
        trace.getCandidatesList().forEach(one -> count("outcome " + kind(one.getOutcome())));
        final List<TraceCandidate> winners = trace.getCandidatesList().stream()
                .filter(one -> one.getOutcome().startsWith("won"))
                .toList();
        if (answer.getBand().equals("NONE")) {
            assertEquals(List.of(), winners);
        } else {
            assertEquals(1, winners.size(), trace::toString);
            assertEquals(answer.getOccasion(), winners.get(0).getOccasion());
            assertEquals(answer.getConfidenceBp(), winners.get(0).getConfidenceBp());
        }
    }

    private void assertTellsWhoTookTheMargin(final RouteResponse answer, final Trace trace) {
        final List<TraceAlternative> takers = trace.getAlternativesList().stream()
                .filter(TraceAlternative::getTookMargin)
                .toList();
        final List<String> told = trace.getCandidatesList().stream()
                .map(TraceCandidate::getOutcome)
                .filter(outcome -> outcome.startsWith("won, but the alternative "))
                .toList();
        assertEquals(told.size(), takers.size(), trace::toString);
        assertTrue(takers.isEmpty() || answer.getBand().equals("AMBIGUOUS"), trace::toString);
        takers.forEach(taker -> {
            final String name = taker.getOccasion().isEmpty() ? taker.getIntent() : taker.getOccasion();
            assertTrue(told.get(0).contains(" " + name + " "), trace::toString);
            count("margin taken");
        });
    }

    private void assertListsEveryRuleInTableOrder(
            final RouteResponse answer, final Trace trace, final TableDefinition table) {
        final boolean isStageTwoOff = answer.getFlagsList().contains("STAGE_TWO_OFF");
        final Stream<String> all = Stream.of(
                        table.signals().stream().map(rule -> "SIGNAL " + rule.id()),
                        table.experiments().stream().map(one -> "EXPERIMENT " + one.id()),
                        table.tuning().stream().filter(rule -> !isStageTwoOff).map(rule -> "TUNING " + rule.id()),
                        table.protections().stream().map(one -> "PROTECTION " + one.id()))
                .flatMap(part -> part);

        assertEquals(
                all.toList(),
                trace.getRulesList().stream()
                        .map(rule -> rule.getKind() + " " + rule.getId())
                        .toList());
    }

    private void assertTellsTheExperiment(final RouteResponse answer, final Trace trace) {
        final List<TraceRule> takers = rules(trace, "EXPERIMENT").toList();
        assertEquals(
                answer.getExperiment().isEmpty() ? List.of() : List.of(answer.getExperiment()),
                takers.stream().map(TraceRule::getId).toList());
        takers.forEach(taker -> assertTrue(
                taker.getDetail().startsWith(answer.getHoldout() ? "holdout: " : "arm " + answer.getArm() + ", "),
                taker::toString));
        trace.getRulesList().stream()
                .filter(rule -> rule.getKind().equals("EXPERIMENT"))
                .forEach(rule -> count("experiment " + rule.getDetail().replaceAll("[ ,:].*", "")));
    }

    private static Stream<TraceRule> signalRules(final RouteResponse answer, final Trace trace) {
        return answer.getBand().equals("NONE")
                ? Stream.of()
                : rules(trace, "SIGNAL").filter(rule -> rule.getDetail().equals("points to " + answer.getOccasion()));
    }

    private static Stream<TraceRule> tuningRules(final Trace trace) {
        return rules(trace, "TUNING")
                .filter(rule -> !rule.getDetail().equals("changed nothing")
                        && !rule.getDetail().startsWith("the occasion locks "));
    }

    private static Stream<TraceRule> rules(final Trace trace, final String kind) {
        return trace.getRulesList().stream().filter(rule -> rule.getKind().equals(kind) && rule.getMatched());
    }

    // An outcome without the names in it.
    private static String kind(final String outcome) {
        return outcome.replaceAll(
                "candidate of .* is|sure as .*, which|than .*|but .* comes|and .* is clear|\\d+ bp", "*");
    }

    private void count(final String what) {
        seen.merge(what, 1, Integer::sum);
    }

    private List<String> unseen() {
        return Stream.of(
                        "margin taken",
                        "outcome won",
                        "experiment holdout",
                        "experiment arm",
                        "experiment layer",
                        "experiment over",
                        "move OVERFLOW",
                        "move REDIRECT",
                        "stay OVERFLOW",
                        "stay OPEN",
                        "stay CLOSED",
                        "stay SURGE",
                        "step DEFAULT",
                        "step OCCASION",
                        "step AMBIGUOUS",
                        "step TIER",
                        "step EXPERIMENT",
                        "step TUNING",
                        "step OCCASION_FLOOR",
                        "step OCCASION_CEILING",
                        "step TIER_CAP",
                        "step PROTECTION",
                        "step CLOSED",
                        "step SURGE",
                        "step LANGUAGE request",
                        "step LANGUAGE profile",
                        "step LANGUAGE script")
                .filter(what -> !seen.containsKey(what))
                .toList();
    }
}
