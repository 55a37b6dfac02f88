package io.kairoute.router.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.router.explain.Explainer;
import io.kairoute.router.explain.TraceBytes;
import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.DifferentialHarness;
import io.kairoute.router.reference.ReferenceProfile;
import io.kairoute.router.reference.ReferenceSegmentSet;
import io.kairoute.router.reference.Scenario;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.Trace;
import io.kairoute.routing.v1.TraceRule;
import io.kairoute.routing.v1.TraceStep;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever may not see risks must be told the same of a customer with risks as of the same customer without. */
class HiddenRisksTest {
    private static final int TABLES = 30;
    private static final int REQUESTS = 100;
    private static final long SEED = Long.getLong("kairoute.seed", 11L);
    private static final Set<String> BEHIND_THE_WALK =
            Set.of("OVERFLOW", "REDIRECT", "CLOSED", "SURGE", "LANGUAGE", "WITHHELD");

    private final CompiledRouter compiled = new CompiledRouter();
    private final CompiledRouter harmless = new CompiledRouter();
    private final IdentityHashMap<Scenario, Scenario> twins = new IdentityHashMap<>();
    private int withRisks;
    private int withheldRules;
    private int withheldSteps;

    @Test
    void shouldTellNothingThatHangsOnRisks() {
        new DifferentialHarness(SEED, 0, TABLES, REQUESTS)
                .run(
                        (scenario, request, nowMs) -> {
                            final RouteResponse answer = compiled.route(scenario, request, nowMs);
                            final Trace hidden = hidden(compiled, scenario);
                            assertLeadsToTheAnswer(answer, hidden);
                            final Trace twin = hiddenOfTwin(scenario, request, nowMs);
                            withRisks += hidden.equals(twin) ? 0 : 1;
                            assertEquals(visible(twin), visible(hidden));
                            return answer;
                        },
                        new CoverageCounter());

        final String said = "with risks that show=" + withRisks + " rules withheld=" + withheldRules
                + " steps withheld=" + withheldSteps;
        System.out.println("hidden risks: " + said);
        assertTrue(withRisks > 100 && withheldRules > 100 && withheldSteps > 100, said);
    }

    private void assertLeadsToTheAnswer(final RouteResponse answer, final Trace hidden) {
        assertTrue(hidden.getRisksHidden());
        final Map<String, String> fields = new HashMap<>();
        hidden.getStepsList().forEach(step -> fields.put(step.getField(), step.getAfter()));
        assertEquals(answer.getScript(), fields.get("script"));
        assertEquals(answer.getQueue(), fields.get("queue"));
        assertEquals(Integer.toString(answer.getPriority()), fields.get("priority"));
        for (final TraceRule rule : hidden.getRulesList()) {
            assertFalse(rule.getMatched() && rule.getKind().equals("PROTECTION"), rule::toString);
            assertFalse(rule.getMatched() && rule.getWithheld(), rule::toString);
            withheldRules += rule.getWithheld() && rule.getKind().equals("TUNING") ? 1 : 0;
        }
        withheldSteps += (int) hidden.getStepsList().stream()
                .filter(step -> step.getKind().equals("WITHHELD"))
                .count();
    }

    /** All but the steps that lead to the answer, and the walk, which begins where a protection may have put it. */
    private static Trace visible(final Trace trace) {
        final Trace.Builder visible = trace.toBuilder().clearMoves().clearSteps();
        for (final TraceStep step : trace.getStepsList()) {
            if (!BEHIND_THE_WALK.contains(step.getKind())) {
                visible.addSteps(step);
            }
        }
        return visible.build();
    }

    private Trace hiddenOfTwin(final Scenario scenario, final RouteRequest request, final long nowMs) {
        final Scenario twin = twins.computeIfAbsent(scenario, HiddenRisksTest::withoutRisks);
        harmless.route(twin, request, nowMs);
        return hidden(harmless, twin);
    }

    private static Trace hidden(final CompiledRouter router, final Scenario scenario) {
        try {
            return RouteResponse.parseFrom(TraceBytes.of(
                            new Explainer(router.routerFor(scenario).contact()).explain(true)))
                    .getTrace();
        } catch (final InvalidProtocolBufferException e) {
            throw new AssertionError("the trace is no message", e);
        }
    }

    private static Scenario withoutRisks(final Scenario scenario) {
        final ReferenceSegmentSet set = scenario.segments();
        if (set == null) {
            return scenario;
        }
        final Map<String, ReferenceProfile> profiles = new HashMap<>();
        set.profiles().forEach((key, one) -> profiles.put(key, withoutRisks(one)));
        return new Scenario(
                scenario.tenantId(),
                scenario.secretHex(),
                scenario.revision(),
                scenario.revisions(),
                scenario.live(),
                scenario.overrides(),
                scenario.states(),
                scenario.switches(),
                new ReferenceSegmentSet(set.version(), set.sourceTimeMs(), profiles, set.failingKeys()),
                scenario.storeAvailable(),
                scenario.trustClientTimestamps());
    }

    private static ReferenceProfile withoutRisks(final ReferenceProfile one) {
        return new ReferenceProfile(
                one.tier(),
                one.subTier(),
                one.lifecycle(),
                one.valueBand(),
                one.churnBand(),
                one.healthBand(),
                one.language(),
                Set.of(),
                one.consent(),
                one.preferredAgent(),
                one.canonicalKeyHash());
    }
}
