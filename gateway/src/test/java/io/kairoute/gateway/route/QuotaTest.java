package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.kairoute.routing.v1.RoutingServiceGrpc.RoutingServiceStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tenant calls ten times as often as it may; another, within its rate, must not feel it.
 *
 * <p>A call takes a tenth of a millisecond, and a machine that stops for a moment adds many times that to the slowest of a
 * hundred. So a second alone and a second beside the greedy tenant take turns, and what counts is the median of the seconds'
 * p99s, which a stop now and then moves as little as the greedy tenant should. The quota is small enough for ten times of it to
 * be no load on the machine that the callers share with the node.
 */
@Tag("alone")
class QuotaTest {
    private static final int QUOTA = 60;
    private static final int EXCESS = 10;
    private static final int MODEST_PER_SECOND = 54;
    private static final int SLICES = 21;
    private static final int COUNTED_SLICES = 3;
    private static final double MOST_RATIO = 1.5;
    private static final int SLICE_MS = 1000;
    private static final String GREEDY = "key-of-the-greedy";
    private static final String MODEST = "key-of-the-modest";

    @TempDir
    static Path dir;

    private static Node server;
    private static ManagedChannel greedyChannel;
    private static ManagedChannel modestChannel;

    @BeforeAll
    static void start() throws Exception {
        final Path file =
                Files.writeString(dir.resolve("credentials.yaml"), """
                keys:
                  - {name: greedy, sha256: %s, tenant: default, roles: [route]}
                  - {name: modest, sha256: %s, tenant: bank, roles: [route]}
                """.formatted(sha256(GREEDY), sha256(MODEST)));
        server = TestGateways.start(
                Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        file.toString(),
                        // A slow machine takes long to load and compile what answers, and that is no overload.
                        Property.ROUTE_COLD_TIME,
                        "1m",
                        Property.ROUTE_TENANT_QUOTA,
                        Integer.toString(QUOTA)),
                TestTables.tenants("default", "bank"));
        greedyChannel = channel();
        modestChannel = channel();
    }

    @AfterAll
    static void stop() {
        greedyChannel.shutdownNow();
        modestChannel.shutdownNow();
        TestGateways.assertNoFault(server);
        server.close();
    }

    @Test
    void shouldAnswerEachCallOfTheModestAndOfTheGreedyNoMoreThanItsQuota() {
        final RoutingServiceStub greedy = stub(greedyChannel, GREEDY);
        final RoutingServiceStub modest = stub(modestChannel, MODEST);
        for (int i = 0; i < COUNTED_SLICES; i++) {
            final OpenLoad.Outcome slice = bothAtOnce(greedy, modest);

            assertEquals("[]", slice.failures());
            assertEquals(0, slice.refusedNs().length, () -> "the modest one was refused: " + refusals());
            assertEquals(MODEST_PER_SECOND * SLICE_MS / 1_000, slice.answeredNs().length);
        }
    }

    /** The modest one's times, on a machine that does nothing else. */
    @Test
    @Tag("wallclock")
    void shouldKeepOneTenantsExcessFromAnother() {
        final RoutingServiceStub greedy = stub(greedyChannel, GREEDY);
        final RoutingServiceStub modest = stub(modestChannel, MODEST);
        for (int i = 0; i < SLICES / 3; i++) {
            bothAtOnce(greedy, modest); // loads and compiles what answers and refusals need
        }

        final List<OpenLoad.Outcome> alone = new ArrayList<>();
        final List<OpenLoad.Outcome> beside = new ArrayList<>();
        takeTurns(greedy, modest, alone, beside);

        for (final OpenLoad.Outcome slice : beside) {
            assertEquals("[]", slice.failures());
            assertEquals(0, slice.refusedNs().length, "the modest one was refused");
        }
        final String seen = String.format(
                Locale.ROOT, "median of p99: alone %.2f ms, beside %.2f ms", p99(alone) / 1e6, p99(beside) / 1e6);
        System.out.println(seen);
        assertTrue(p99(beside) <= MOST_RATIO * p99(alone), seen);
    }

    private static String refusals() {
        return server.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith("kairoute_rejected_total"))
                .toList()
                .toString();
    }

    private static void takeTurns(
            final RoutingServiceStub greedy,
            final RoutingServiceStub modest,
            final List<OpenLoad.Outcome> alone,
            final List<OpenLoad.Outcome> beside) {
        for (int i = 0; i < SLICES; i++) {
            alone.add(call(modest, MODEST_PER_SECOND));
            beside.add(bothAtOnce(greedy, modest));
        }
    }

    /** The median of the slices' p99s, in nanoseconds. */
    private static double p99(final List<OpenLoad.Outcome> slices) {
        return quantile(
                slices.stream()
                        .mapToDouble(slice ->
                                quantile(Arrays.stream(slice.answeredNs()).asDoubleStream(), 0.99)),
                0.5);
    }

    private static double quantile(final DoubleStream values, final double rank) {
        final double[] sorted = values.sorted().toArray();
        return sorted[(int) Math.ceil(sorted.length * rank) - 1];
    }

    /** The modest one's outcome, while the greedy one gets its quota and no more. */
    private static OpenLoad.Outcome bothAtOnce(final RoutingServiceStub greedy, final RoutingServiceStub modest) {
        final CompletableFuture<OpenLoad.Outcome> excess =
                CompletableFuture.supplyAsync(() -> call(greedy, EXCESS * QUOTA));
        final OpenLoad.Outcome outcome = call(modest, MODEST_PER_SECOND);
        final OpenLoad.Outcome greedyOutcome = excess.join();
        assertEquals("[]", greedyOutcome.failures());
        final double mayBe = QUOTA * (1 + greedyOutcome.seconds());
        assertTrue(
                greedyOutcome.answeredNs().length <= 1.05 * mayBe,
                greedyOutcome.answeredNs().length + " of a quota of " + mayBe);
        assertTrue(greedyOutcome.refusedNs().length > 0, "nothing was refused");
        return outcome;
    }

    private static OpenLoad.Outcome call(final RoutingServiceStub stub, final int perSecond) {
        return OpenLoad.run(stub, RouteRequest.getDefaultInstance(), perSecond, SLICE_MS);
    }

    private static ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
    }

    private static RoutingServiceStub stub(final ManagedChannel channel, final String key) {
        final Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("x-api-key", Metadata.ASCII_STRING_MARSHALLER), key);
        return RoutingServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static String sha256(final String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
