package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.start.GatewayServer;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.kairoute.routing.v1.RoutingServiceGrpc.RoutingServiceStub;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Offers five times what a server can do.
 *
 * <p>Each call puts its event loop to sleep for three milliseconds here, so that capacity is some three hundred calls a
 * second and the generator on the same machine is not the limit. What is compared was measured in the same run, a second
 * apart, and of several rounds the middle one counts: the machine may have other work.
 */
class OverloadTest {
    private static final int STALL_MS = 3;
    private static final int ROUNDS = 5;
    private static final long REFUSED_WITHIN_MS = 10;
    private static final int EXCESS = 5;
    private static final RouteRequest KEYED =
            RouteRequest.newBuilder().setContactId("c").setCustomerKey("crm:1").build();

    private static GatewayServer server;
    private static ManagedChannel channel;
    private static RoutingServiceStub stub;

    @BeforeAll
    static void start() {
        server = GatewayServer.start(
                TestGateways.config(Map.of(Property.ROUTE_TURN_BUDGET, "2ms")),
                TestTables.stalling(TimeUnit.MILLISECONDS.toNanos(STALL_MS)),
                tenant -> true);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        stub = RoutingServiceGrpc.newStub(channel);
        OpenLoad.run(stub, KEYED, 1_000, 2_000); // loads and compiles what answers and refusals need
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        TestGateways.assertNoFault(server);
        server.close();
    }

    /** Bounds that hold on a machine that is busy with other builds, too. */
    @Test
    @Tag("slow") // red at present: turns of few calls are not seen as a queue
    void shouldAnswerWhatItCanAndRefuseTheRestAtOnce() {
        final Figures figures = measure(1_000);

        assertTrue(figures.answered >= 0.75, figures.toString());
        assertTrue(figures.p99 <= 10, figures.toString());
        assertTrue(figures.refusedP50Ms <= Math.max(REFUSED_WITHIN_MS, figures.unloadedP99Ms), figures.toString());
    }

    /** The promise, on a machine that does nothing else: five rounds of six seconds. */
    @Test
    @Tag("slow")
    void shouldKeepItsPromiseUnderFiveTimesItsCapacity() {
        final Figures figures = measure(6_000);

        assertTrue(figures.answered >= 0.9, figures.toString());
        assertTrue(figures.p99 <= 5, figures.toString());
        assertTrue(figures.refusedP99Ms <= REFUSED_WITHIN_MS, figures.toString());
    }

    /**
     * What five times its capacity does to a server; medians over the rounds.
     *
     * @param bestPerSecond calls a second at a load little over capacity
     * @param answered answered calls a second, of the best
     * @param unloadedP99Ms p99 at a fifth of capacity
     * @param p99 p99 of the answered calls, in times the unloaded one
     * @param refusedP50Ms median time of a refusal
     * @param refusedP99Ms p99 time of a refusal
     */
    private record Figures(
            double bestPerSecond,
            double answered,
            double unloadedP99Ms,
            double p99,
            double refusedP50Ms,
            double refusedP99Ms) {}

    private static Figures measure(final long loadMs) {
        final double[][] rounds = new double[ROUNDS][];
        for (int i = 0; i < ROUNDS; i++) {
            final OpenLoad.Outcome best = OpenLoad.run(stub, KEYED, 1.2 * 1_000 / STALL_MS, 1_000);
            final OpenLoad.Outcome unloaded = OpenLoad.run(stub, KEYED, 0.2 * 1_000 / STALL_MS, 1_000);
            final OpenLoad.Outcome loaded = OpenLoad.run(stub, KEYED, EXCESS * 1_000.0 / STALL_MS, loadMs);
            OpenLoad.run(stub, KEYED, 0.2 * 1_000 / STALL_MS, 1_000);
            final OpenLoad.Outcome after = OpenLoad.run(stub, KEYED, 0.2 * 1_000 / STALL_MS, 500);

            assertEquals("[]", loaded.failures());
            final String round = String.format(
                    Locale.ROOT,
                    "best %.0f/s, unloaded p99 %.1f ms; loaded: %d answered, p99 %.1f ms, %d refused, p50 %.1f ms, in"
                            + " %.1f s; %d refused after",
                    best.answeredPerSecond(),
                    unloaded.answeredMs(99),
                    loaded.answeredNs().length,
                    loaded.answeredMs(99),
                    loaded.refusedNs().length,
                    loaded.refusedMs(50),
                    loaded.seconds(),
                    after.refusedNs().length);
            System.out.println(round);
            assertTrue(loaded.refusedNs().length > 0, round);
            assertEquals(0, after.refusedNs().length, round);
            rounds[i] = new double[] {
                best.answeredPerSecond(),
                loaded.answeredPerSecond() / best.answeredPerSecond(),
                unloaded.answeredMs(99),
                loaded.answeredMs(99) / unloaded.answeredMs(99),
                loaded.refusedMs(50),
                loaded.refusedMs(99)
            };
        }
        final double[] medians = IntStream.range(0, rounds[0].length)
                .mapToDouble(figure -> Arrays.stream(rounds)
                        .mapToDouble(round -> round[figure])
                        .sorted()
                        .toArray()[ROUNDS / 2])
                .toArray();
        final Figures figures = new Figures(medians[0], medians[1], medians[2], medians[3], medians[4], medians[5]);
        System.out.println(figures);
        return figures;
    }
}
