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
import io.kairoute.gateway.start.GatewayServer;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.kairoute.routing.v1.RoutingServiceGrpc.RoutingServiceStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tenant calls ten times as often as it may; another, within its rate, must not feel it. */
class QuotaTest {
    private static final int QUOTA = 200;
    private static final int EXCESS = 10;
    private static final int ROUNDS = 7;
    private static final int ROUND_MS = 2_500;
    private static final String GREEDY = "key-of-the-greedy";
    private static final String MODEST = "key-of-the-modest";

    @TempDir
    static Path dir;

    private static GatewayServer server;
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
        server = GatewayServer.start(
                TestGateways.config(Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        file.toString(),
                        Property.ROUTE_TENANT_QUOTA,
                        Integer.toString(QUOTA))),
                TestTables.tenants("default", "bank"),
                tenant -> true);
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
    void shouldKeepOneTenantsExcessFromAnother() {
        assertTrue(medianRatio() <= 1.5);
    }

    /** The modest one's p99 beside the greedy one, in times its p99 alone; the median of several rounds. */
    private static double medianRatio() {
        final RoutingServiceStub greedy = stub(greedyChannel, GREEDY);
        final RoutingServiceStub modest = stub(modestChannel, MODEST);
        bothAtOnce(greedy, modest);
        bothAtOnce(greedy, modest); // loads and compiles what answers and refusals need
        final double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            final OpenLoad.Outcome alone = call(modest, QUOTA / 2);
            final OpenLoad.Outcome beside = bothAtOnce(greedy, modest);
            assertEquals("[]", beside.failures());
            assertEquals(0, beside.refusedNs().length, "the modest one was refused");
            ratios[i] = beside.answeredMs(99) / alone.answeredMs(99);
            System.out.printf(
                    Locale.ROOT, "p99 alone %.2f ms, beside %.2f ms%n", alone.answeredMs(99), beside.answeredMs(99));
        }
        Arrays.sort(ratios);
        return ratios[ROUNDS / 2];
    }

    /** The modest one's outcome, while the greedy one gets its quota and no more. */
    private static OpenLoad.Outcome bothAtOnce(final RoutingServiceStub greedy, final RoutingServiceStub modest) {
        final CompletableFuture<OpenLoad.Outcome> excess =
                CompletableFuture.supplyAsync(() -> call(greedy, EXCESS * QUOTA));
        final OpenLoad.Outcome outcome = call(modest, QUOTA / 2);
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
        return OpenLoad.run(stub, RouteRequest.getDefaultInstance(), perSecond, ROUND_MS);
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
