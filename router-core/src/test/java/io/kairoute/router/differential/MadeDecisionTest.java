package io.kairoute.router.differential;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.router.Limits;
import io.kairoute.router.availability.QueueStates;
import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.router.live.QueueState;
import io.kairoute.router.reference.CoverageCounter;
import io.kairoute.router.reference.DifferentialHarness;
import io.kairoute.router.reference.Scenario;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.QueueDefinition;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A decision that was kept must come out the same later, whatever was reported and whoever is asked. */
class MadeDecisionTest {
    private static final int TABLES = 60;
    private static final int REQUESTS = 100;
    private static final long SEED = Long.getLong("kairoute.seed", 7L);

    private final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
    private int withStates;
    private int withProfile;

    @Test
    void shouldComeOutTheSameAfterEveryQueueStateHasChanged() {
        final CompiledRouter compiled = new CompiledRouter();

        final long compared = new DifferentialHarness(SEED, 0, TABLES, REQUESTS)
                .run(
                        (scenario, request, nowMs) -> {
                            final RouteResponse answer = compiled.route(scenario, request, nowMs);
                            final Router router = compiled.routerFor(scenario);
                            final MadeDecision made =
                                    MadeDecision.of(router.contact(), request.toByteArray(), compiled.answer());
                            withStates += router.contact().statesRead.count() > 0 ? 1 : 0;
                            withProfile += router.contact().decision.hasProfile ? 1 : 0;
                            final QueueStates states =
                                    router.contact().snapshot().queueStates();

                            report(scenario, states, 1_000_000, Long.MAX_VALUE / 2);
                            final int length = made.makeAgain(stranger(scenario), response, 0);
                            restore(scenario, states);

                            assertEquals(compiled.answer().length, length);
                            return answer;
                        },
                        new CoverageCounter());

        assertTrue(compared > 0 && withStates > 100 && withProfile > 100, () -> withStates + " " + withProfile);
    }

    @Test
    void shouldRefuseToGiveAnotherDecisionForTheOneThatWasKept() {
        final CompiledRouter compiled = new CompiledRouter();
        new DifferentialHarness(SEED, 0, 1, 1)
                .run(
                        (scenario, request, nowMs) -> {
                            final RouteResponse answer = compiled.route(scenario, request, nowMs);
                            final MadeDecision other = MadeDecision.of(
                                    compiled.routerFor(scenario).contact(),
                                    request.toByteArray(),
                                    answer.toBuilder()
                                            .setPriority(1 + answer.getPriority())
                                            .build()
                                            .toByteArray());

                            assertThrows(
                                    IllegalStateException.class,
                                    () -> other.makeAgain(stranger(scenario), response, 0));
                            return answer;
                        },
                        new CoverageCounter());
    }

    /** A router that knows nothing of the tenant but its name. */
    private static Router stranger(final Scenario scenario) {
        return new Router(new TenantDirectory(List.of(scenario.tenantId())), scenario.trustClientTimestamps());
    }

    private static void report(final Scenario scenario, final QueueStates states, final int depth, final long atMs) {
        for (final QueueDefinition queue :
                requireNonNull(scenario.revisions().get(scenario.revision())).queues()) {
            states.report(new QueueState(queue.id(), atMs, depth, depth, 0));
        }
    }

    // What was never reported counts as reported so long ago that nothing goes by it.
    private static void restore(final Scenario scenario, final QueueStates states) {
        report(scenario, states, 0, Long.MIN_VALUE / 2);
        scenario.states().forEach(states::report);
    }
}
