package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.AwakeProcessors;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.kairoute.routing.v1.RoutingServiceGrpc.RoutingServiceStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Offers five times what a server can do: for some seconds, and counts what becomes of each call, or for thirty, and measures.
 *
 * <p>Each call puts its event loop to sleep for three milliseconds here, so that capacity is some three hundred calls a
 * second and the generator on the same machine is not the limit. What is compared was measured in the same round, a second
 * apart. The round in the middle of {@code -Dkairoute.rounds=3} counts.
 */
@Tag("alone")
class OverloadTest {
    private static final int STALL_MS = 3;
    private static final double CAPACITY = 1_000.0 / STALL_MS;
    private static final int EXCESS = 5;
    private static final int ROUNDS = Integer.getInteger("kairoute.rounds", 3);
    private static final int LEAST_SLOW_ROUNDS = 5;
    private static final long COUNTED_MS = 4_000;
    private static final long LOAD_MS = 30_000;
    private static final long WARM_UP_MS = 10_000;
    private static final long COMPARED_MS = 3_000;
    private static final long NORMAL_WITHIN_MS = 1_000;
    private static final long REFUSED_WITHIN_MS = 10;
    private static final RouteRequest KEYED =
            RouteRequest.newBuilder().setContactId("c").setCustomerKey("crm:1").build();

    private static AwakeProcessors processors;
    private static Node server;
    private static ManagedChannel channel;
    private static RoutingServiceStub stub;

    @BeforeAll
    static void start() {
        processors = AwakeProcessors.keep();
        server = TestGateways.start(
                Map.of(Property.ROUTE_TURN_BUDGET, "2ms"),
                TestTables.stalling(TimeUnit.MILLISECONDS.toNanos(STALL_MS)));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        stub = RoutingServiceGrpc.newStub(channel);
    }

    @AfterAll
    static void stop() {
        processors.close();
        channel.shutdownNow();
        TestGateways.assertNoFault(server);
        server.close();
    }

    @Test
    void shouldAnswerEachCallOnceAndDecideNoneThatItRefuses() {
        final double decidedBefore = TestGateways.metric(server, "kairoute_decisions_total");

        final OpenLoad.Outcome loaded = OpenLoad.run(stub, KEYED, EXCESS * CAPACITY, COUNTED_MS);

        assertEquals("[]", loaded.failures());
        final int answered = loaded.answeredNs().length;
        final int refused = loaded.refusedNs().length;
        assertEquals((int) (COUNTED_MS / 1e3 * EXCESS * CAPACITY), answered + refused);
        assertTrue(answered > 0 && refused > 0, () -> answered + " answered, " + refused + " refused");
        assertEquals(answered, TestGateways.metric(server, "kairoute_decisions_total") - decidedBefore, "decided");
        // Each decision takes the loop three milliseconds: more than fit into the time were not made.
        assertTrue(answered <= loaded.seconds() * CAPACITY + 1, () -> answered + " in " + loaded.seconds() + " s");
    }

    @Test
    @Tag("wallclock")
    void shouldAnswerWhatItCanAndRefuseTheRestAtOnce() {
        warmUp();

        final List<Round> rounds = rounds(ROUNDS);

        final String seen = rounds.toString();
        assertTrue(median(rounds, Round::answered) >= 0.9, seen);
        assertTrue(median(rounds, Round::p99) <= 5, seen);
        assertTrue(median(rounds, Round::refusedP50Ms) <= REFUSED_WITHIN_MS / 2.0, seen);
        assertEquals(0, median(rounds, Round::refusedAfter), seen);
    }

    /** The whole promise about refusals, the middle of five rounds, on a machine that does nothing else. */
    @Test
    @Tag("wallclock")
    void shouldRefuseAllButAHundredthWithinTenMilliseconds() {
        warmUp();

        final List<Round> rounds = rounds(Math.max(LEAST_SLOW_ROUNDS, ROUNDS));

        assertTrue(median(rounds, Round::refusedP99Ms) <= REFUSED_WITHIN_MS, rounds.toString());
    }

    /** Loads and compiles what answers and refusals need. */
    private static void warmUp() {
        OpenLoad.run(stub, KEYED, EXCESS * CAPACITY, WARM_UP_MS);
        OpenLoad.run(stub, KEYED, 0.2 * CAPACITY, NORMAL_WITHIN_MS);
    }

    private static List<Round> rounds(final int count) {
        final List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final Round round = measure();
            System.out.println(round);
            rounds.add(round);
        }
        return rounds;
    }

    /**
     * What five times its capacity did to a server.
     *
     * @param bestPerSecond calls a second at a load little over capacity
     * @param answered answered calls a second, of the best
     * @param unloadedP99Ms p99 at a fifth of capacity
     * @param p99 p99 of the answered calls, in times the unloaded one
     * @param refusals how many calls were refused
     * @param refusedP50Ms median time of a refusal
     * @param refusedP99Ms p99 time of a refusal; the calls that came before the queue was seen are in it
     * @param refusedAfter calls at a fifth of capacity that were refused from a second after on
     */
    private record Round(
            double bestPerSecond,
            double answered,
            double unloadedP99Ms,
            double p99,
            int refusals,
            double refusedP50Ms,
            double refusedP99Ms,
            int refusedAfter) {}

    private static Round measure() {
        final OpenLoad.Outcome best = OpenLoad.run(stub, KEYED, 1.2 * CAPACITY, COMPARED_MS);
        OpenLoad.run(stub, KEYED, 0.2 * CAPACITY, NORMAL_WITHIN_MS);
        final OpenLoad.Outcome unloaded = OpenLoad.run(stub, KEYED, 0.2 * CAPACITY, COMPARED_MS);
        final OpenLoad.Outcome loaded = OpenLoad.run(stub, KEYED, EXCESS * CAPACITY, LOAD_MS);
        OpenLoad.run(stub, KEYED, 0.2 * CAPACITY, NORMAL_WITHIN_MS);
        final OpenLoad.Outcome after = OpenLoad.run(stub, KEYED, 0.2 * CAPACITY, COMPARED_MS);

        assertEquals("[]", loaded.failures());
        assertTrue(loaded.refusedNs().length > 0, "nothing was refused");
        return new Round(
                best.answeredPerSecond(),
                loaded.answeredPerSecond() / best.answeredPerSecond(),
                unloaded.answeredMs(99),
                loaded.answeredMs(99) / unloaded.answeredMs(99),
                loaded.refusedNs().length,
                loaded.refusedMs(50),
                loaded.refusedMs(99),
                after.refusedNs().length);
    }

    private static double median(final List<Round> rounds, final ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }
}
