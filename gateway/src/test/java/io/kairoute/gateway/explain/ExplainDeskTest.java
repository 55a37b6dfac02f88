package io.kairoute.gateway.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.identity.NewKey;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.observe.FaultLog;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.explain.MadeDecision;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainDeskTest {
    private static final RouteRequest QUESTION = RouteRequest.newBuilder()
            .setContactId("c-1")
            .setOccasion("outage")
            .setConfidence(0.9)
            .setTimestamp(com.google.protobuf.Timestamp.newBuilder().setSeconds(1_793_000_000L))
            .build();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldAppendTheReasonsToTheSameDecision() throws Exception {
        try (Node server = TestGateways.start(TestTables.tenants("default"))) {
            final ManagedChannel channel = channel(server);
            final RouteResponse plain =
                    RoutingServiceGrpc.newBlockingStub(channel).route(QUESTION);

            final RouteResponse explained =
                    RoutingServiceGrpc.newBlockingStub(channel).route(asked());

            assertEquals(plain, explained.toBuilder().clearTrace().build());
            assertFalse(plain.hasTrace());
            assertEquals("outage", explained.getTrace().getCandidates(0).getOccasion());
            assertTrue(explained.getTrace().getGuardrailsCount() > 0);
            assertEquals(explained, json(server));
            channel.shutdownNow();
        }
    }

    @Test
    void shouldTellNobodyWhoMayOnlyRoute() throws Exception {
        final NewKey key = NewKey.make(new SecureRandom());
        final Path credentials = Files.writeString(
                directory.resolve("credentials.yaml"),
                "keys:\n  - {name: acd, tenant: default, roles: [route], sha256: " + key.sha256() + "}\n");
        final DecisionLog log = new DecisionLog(
                tenant -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        try (Node server = TestGateways.start(
                Map.of(Property.IDENTITY_CREDENTIALS, credentials.toString()),
                Served.of(TestTables.tenants("default")).with(log))) {
            final ManagedChannel channel = channel(server);
            final Metadata headers = new Metadata();
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key.key());
            final RoutingServiceGrpc.RoutingServiceBlockingStub stub = RoutingServiceGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));

            final StatusRuntimeException refused =
                    assertThrows(StatusRuntimeException.class, () -> stub.route(asked()));

            assertEquals(Status.Code.PERMISSION_DENIED, refused.getStatus().getCode());
            assertEquals(0, TestGateways.metric(server, "kairoute_decisions_total"), "decisions of a refused call");
            assertEquals("outage-desk", stub.route(QUESTION).getQueue());
            channel.shutdownNow();
        }
        log.close();
        assertEquals(1, log.written() + log.lost(), "the call that was not refused alone is logged");
    }

    @Test
    void shouldLeadToTheDecisionThatIsLogged() throws Exception {
        final DecisionLog log = new DecisionLog(
                tenant -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        final RouteResponse explained;
        try (Node server = TestGateways.start(
                Map.of(), Served.of(TestTables.tenants("default")).with(log))) {
            final ManagedChannel channel = channel(server);
            explained = RoutingServiceGrpc.newBlockingStub(channel).route(asked());
            channel.shutdownNow();
        }
        log.close();

        final List<RouteResponse> logged = logged();

        assertEquals(List.of(explained.toBuilder().clearTrace().build()), logged);
        final Map<String, String> fields = new HashMap<>();
        explained.getTrace().getStepsList().forEach(step -> fields.put(step.getField(), step.getAfter()));
        assertEquals(logged.get(0).getQueue(), fields.get("queue"));
        assertEquals(logged.get(0).getScriptLanguage(), fields.get("script_language"));
        assertEquals(Integer.toString(logged.get(0).getPriority()), fields.get("priority"));
        assertEquals(Long.toString(logged.get(0).getSlaMs()), fields.get("sla_ms"));
    }

    private List<RouteResponse> logged() {
        final List<RouteResponse> all = new ArrayList<>();
        new ChunkReader().read(directory.resolve("decisions"), (record, set) -> {
            final byte[] answer = new byte[record.responseLength()];
            record.buffer().getBytes(record.responseOffset(), answer);
            try {
                return all.add(RouteResponse.parseFrom(answer));
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        });
        return all;
    }

    @Test
    void shouldTurnAwayWhoeverDoesNotFitIntoTheLine() throws Exception {
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch answered = new CountDownLatch(1 + ExplainDesk.MOST_WAITING);
        final TenantDirectory tenants = TestTables.tenants("default");
        final MadeDecision made = made(tenants);
        try (ExplainDesk desk = new ExplainDesk(tenants, true, new FaultLog())) {
            final CountDownLatch begun = new CountDownLatch(1);
            desk.explain(question(made), System.nanoTime(), answer -> {
                begun.countDown();
                await(gate);
                answered.countDown();
            });
            begun.await();
            for (int i = 0; i < ExplainDesk.MOST_WAITING; i++) {
                assertTrue(desk.explain(question(made), System.nanoTime(), answer -> answered.countDown()));
            }

            final boolean isTaken = desk.explain(question(made), System.nanoTime(), answer -> {});

            assertFalse(isTaken);
            gate.countDown();
            answered.await();
        }
    }

    @Test
    void shouldTurnAwayATenantThatAsksTooOften() throws Exception {
        final TenantDirectory tenants = TestTables.tenants("default");
        final MadeDecision made = made(tenants);
        try (ExplainDesk desk = new ExplainDesk(tenants, true, new FaultLog())) {
            final long nowNs = System.nanoTime();
            for (int i = 0; i < ExplainDesk.MOST_PER_SECOND; i++) {
                final CountDownLatch answered = new CountDownLatch(1);
                assertTrue(desk.explain(question(made), nowNs, answer -> answered.countDown()));
                answered.await();
            }

            final boolean isTaken = desk.explain(question(made), nowNs, answer -> {});

            assertFalse(isTaken);
        }
    }

    @Test
    void shouldExplainTheDecisionThatWasMadeThoughAnotherRevisionIsOutSince() throws Exception {
        final TenantDirectory tenants = TestTables.tenants("default");
        final MadeDecision made = made(tenants);
        tenants.holder(0).publish(TestTables.snapshot("default", 2));
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();

        try (ExplainDesk desk = new ExplainDesk(tenants, true, new FaultLog())) {
            assertTrue(desk.explain(question(made), System.nanoTime(), answer::complete));

            final RouteResponse explained = RouteResponse.parseFrom(answer.get());
            assertEquals(
                    RouteResponse.parseFrom(made.answer()),
                    explained.toBuilder().clearTrace().build());
            assertEquals(1, explained.getTableRevision());
            assertTrue(explained.getTrace().getCandidatesCount() > 0);
        }
    }

    private static ExplainDesk.Question question(final MadeDecision made) {
        return new ExplainDesk.Question(made, 0, false);
    }

    private static MadeDecision made(final TenantDirectory tenants) {
        final Router router = new Router(tenants, true);
        final UnsafeBuffer response = new UnsafeBuffer(new byte[Limits.RESPONSE_ROOM]);
        final byte[] request = asked().toByteArray();
        final byte[] answer = new byte
                [router.route(new UnsafeBuffer(request), 0, request.length, 0, 1_793_000_000_000L, response, 0)];
        response.getBytes(0, answer);
        return MadeDecision.of(router.contact(), request, answer);
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RouteRequest asked() {
        return QUESTION.toBuilder().setExplain(Explain.EXPLAIN_FULL).build();
    }

    private static ManagedChannel channel(final Node server) {
        return NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
    }

    private static RouteResponse json(final Node server) throws Exception {
        final HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        JsonFormat.printer().print(asked())))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        final RouteResponse.Builder decision = RouteResponse.newBuilder();
        JsonFormat.parser().merge(answer.body(), decision);
        return decision.build();
    }
}
