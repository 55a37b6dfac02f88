package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.TraceBytes;
import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.Dice;
import io.kairoute.router.reference.DifferentialHarness;
import io.kairoute.router.reference.RequestGenerator;
import io.kairoute.router.reference.Situation;
import io.kairoute.router.rule.Slot;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
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

    private final TreeMap<String, Integer> outcomes = new TreeMap<>();

    @Test
    void shouldTellWhatTheAnswerTells() {
        final CompiledRouter compiled = new CompiledRouter();

        final long compared = new DifferentialHarness(SEED, 0, TABLES, REQUESTS)
                .run(
                        (scenario, request, nowMs) -> {
                            final RouteResponse answer = compiled.route(scenario, request, nowMs);
                            final Router router = compiled.routerFor(scenario);
                            final RouteResponse explained = explained(answer, router);
                            assertTellsTheSame(answer, explained.getTrace());
                            assertEquals(
                                    answer, explained.toBuilder().clearTrace().build());
                            return explained;
                        },
                        new CoverageCounter());

        System.out.printf("explain: %,d explanations agree with their answers; outcomes %s%n", compared, outcomes);
        assertTrue(outcomes.size() >= 6, () -> "few outcomes were seen: " + outcomes);
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
        assertNotEquals(Slot.NO_VALUE, router.values().get(Slot.CHANNEL));
        router.routeToDefault(request, 0, request.capacity(), 0, question.serverClockMs(), response, 0);

        for (int slot = 0; slot < Slot.FIRST_OPEN; slot++) {
            assertEquals(Slot.NO_VALUE, router.values().get(slot), "slot " + slot);
        }
    }

    private static RouteResponse explained(final RouteResponse answer, final Router router) {
        try {
            return answer.toBuilder()
                    .mergeFrom(TraceBytes.of(new Explainer(router).explain()))
                    .build();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError("the trace is no message", e);
        }
    }

    private void assertTellsTheSame(final RouteResponse answer, final Trace trace) {
        trace.getCandidatesList().forEach(one -> outcomes.merge(kind(one.getOutcome()), 1, Integer::sum));
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
        if (!trace.getTruncated()) {
            assertEquals(
                    answer.getRuleCount(),
                    Stream.concat(signalRules(answer, trace), tuningRules(trace))
                            .count());
        }
        assertEquals(
                answer.getGuardrailsList().stream().sorted().toList(),
                trace.getGuardrailsList().stream()
                        .filter(TraceGuardrail::getChanged)
                        .map(TraceGuardrail::getId)
                        .sorted()
                        .toList());
        trace.getRulesList().forEach(rule -> assertTrue(!rule.getDetail().isEmpty(), rule::toString));
    }

    private static Stream<TraceRule> signalRules(final RouteResponse answer, final Trace trace) {
        return answer.getBand().equals("NONE")
                ? Stream.of()
                : rules(trace, "SIGNAL").filter(rule -> rule.getDetail().equals("points to " + answer.getOccasion()));
    }

    private static Stream<TraceRule> tuningRules(final Trace trace) {
        return rules(trace, "TUNING")
                .filter(rule -> !rule.getDetail().equals("changed nothing")
                        && !rule.getDetail().equals("the occasion locks a field that it would change"));
    }

    private static Stream<TraceRule> rules(final Trace trace, final String kind) {
        return trace.getRulesList().stream().filter(rule -> rule.getKind().equals(kind) && rule.getMatched());
    }

    // An outcome without the names in it.
    private static String kind(final String outcome) {
        return outcome.replaceAll(
                "candidate of .* is|sure as .*, which|than .*|but .* comes first|and .* is clear|\\d+ bp", "*");
    }
}
