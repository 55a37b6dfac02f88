package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.kairoute.control.v1.CreateDraftRequest;
import io.kairoute.control.v1.DeclareLiveOccasionRequest;
import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.LiveOccasion;
import io.kairoute.control.v1.OverrideQueueRequest;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.SchedulePublishRequest;
import io.kairoute.control.v1.UpdateDraftRequest;
import io.kairoute.control.v1.ValidateTableRequest;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.gateway.api.Call;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.router.Limits;
import io.kairoute.router.decide.Router;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a control plane must not be moved by; unknown queues and occasions are in the tests of their services. */
class BadInputTest {
    private static final RouteRequest OUTAGE = RouteRequest.newBuilder()
            .setContactId("c")
            .setRegion("AU-VIC")
            .setIntent("other")
            .build();
    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    @TempDir
    private Path directory;

    @Test
    void shouldRefuseWhatIsStale() {
        try (ControlNode node = published()) {
            final Draft seen = node.tables()
                    .createDraft(CreateDraftRequest.newBuilder().setDraft("d").build())
                    .getDraft();
            final UpdateDraftRequest update = UpdateDraftRequest.newBuilder()
                    .setDraft("d")
                    .setEtag(seen.getEtag())
                    .setDocument(ControlTables.withPriority(71))
                    .build();
            node.tables().updateDraft(update);

            refused(Status.Code.ABORTED, "STALE_ETAG", () -> node.tables().updateDraft(update));
            refused(Status.Code.ABORTED, "BASE_REVISION", () -> node.publish(ControlTables.withPriority(72), 0));
            refused(Status.Code.ABORTED, "BASE_REVISION", () -> node.publish(ControlTables.withPriority(72), 9));
            assertEquals(1, node.ask(OUTAGE).getTableRevision());
        }
    }

    @Test
    void shouldKnowNoDraftOfAnotherTenant() {
        final TenantDirectory tenants = new TenantDirectory(List.of("default", "bank"));
        final KeyHasher hasher = new KeyHasher(new byte[KeyHasher.SECRET_BYTES]);
        try (ControlPlane plane = new ControlPlane(
                SqliteControlLog.open(
                        directory.resolve("control.db"), ChainKey.open(directory.resolve("control.key"), false)),
                tenants,
                Map.of("default", hasher, "bank", hasher),
                ControlSettings.DEFAULT,
                InstantSource.system())) {
            final Call ofBank = Call.by("ann", "here", tenants.ordinal("bank"));
            final Call ofDefault = Call.by("bob", "here", tenants.ordinal("default"));
            ControlCalls.create(
                            plane,
                            ofBank,
                            CreateDraftRequest.newBuilder()
                                    .setDraft("d")
                                    .setDocument(ControlTables.withPriority(1))
                                    .build())
                    .join();
            final PublishTableRequest publish = PublishTableRequest.newBuilder()
                    .setDraft("d")
                    .setBaseRevision(0)
                    .setAcceptWarnings(true)
                    .setReason("x")
                    .build();

            refused("There is no draft of this id; list the drafts.", plane, ofDefault, publish);
            refused(
                    "tenant is not the tenant of these credentials.",
                    plane,
                    ofDefault,
                    publish.toBuilder().setTenant("bank").build());
        }
    }

    @Test
    void shouldRefuseUnknownFieldsInJson() throws Exception {
        try (ControlNode node = published()) {
            final HttpResponse<String> refused = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort()
                                            + "/v1/tenants/default/liveOccasions"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"live_occasion\": {\"occasion\": \"outage\", \"colour\": \"red\"}}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("colour"), refused.body());
        }
    }

    @Test
    void shouldTakeATableUpToItsLimitAndNoByteMore() {
        try (ControlNode node = published()) {
            final String table = ControlTables.withPriority(70);
            final String most = table + "#" + "x".repeat(Limits.TABLE_BYTES - table.length() - 2) + "\n";
            assertEquals(Limits.TABLE_BYTES, most.length());

            assertEquals(
                    0,
                    node.tables()
                            .validateTable(ValidateTableRequest.newBuilder()
                                    .setDocument(most)
                                    .build())
                            .getErrors());
            refused(Status.Code.INVALID_ARGUMENT, "LIMIT_EXCEEDED", () -> node.publish(most + "#", 1));
            final StatusRuntimeException farOver =
                    assertThrows(StatusRuntimeException.class, () -> node.publish(most + most, 1));
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, farOver.getStatus().getCode());
            assertEquals(1, node.ask(OUTAGE).getTableRevision());
        }
    }

    @Test
    void shouldNotBeHurtByHostileYaml() {
        final String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 10)
                        .mapToObj(i -> "a" + i + ": &a" + i + " ["
                                + IntStream.range(0, 9)
                                        .mapToObj(j -> "*a" + (i - 1))
                                        .collect(Collectors.joining(", "))
                                + "]")
                        .collect(Collectors.joining("\n"));
        final List<String> hostile = List.of(
                bomb,
                "table: " + "[".repeat(100_000),
                "table: " + "{a: ".repeat(50_000),
                "? ".repeat(50_000) + "x",
                "- ".repeat(100_000) + "x",
                "table: !!javax.script.ScriptEngineManager [x]",
                "table: &a [*a]",
                "table: \"\\uD800\"",
                "\u0000",
                "a: 1\na: 2\n".repeat(10_000));
        try (ControlNode node = published()) {
            for (final String document : hostile) {
                final long beganNs = System.nanoTime();
                final ValidateTableResponse judged = node.tables()
                        .validateTable(ValidateTableRequest.newBuilder()
                                .setDocument(document)
                                .build());
                final String name = document.substring(0, Math.min(40, document.length()));
                assertTrue(judged.getErrors() > 0, name);
                assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beganNs) < 10, name);
                refused(Status.Code.INVALID_ARGUMENT, "TABLE_ERRORS", () -> node.publish(document, 1));
            }
            assertEquals(1, node.ask(OUTAGE).getTableRevision());
        }
    }

    @Test
    void shouldRefuseAPublishPlannedInThePast() {
        try (ControlNode node = published()) {
            node.tables()
                    .createDraft(CreateDraftRequest.newBuilder().setDraft("d").build());

            refused(Status.Code.INVALID_ARGUMENT, "IN_THE_PAST", () -> node.tables()
                    .schedulePublish(SchedulePublishRequest.newBuilder()
                            .setDraft("d")
                            .setBaseRevision(1)
                            .setReason("x")
                            .setPublishTime(Timestamps.fromMillis(System.currentTimeMillis() - 1_000))
                            .build()));
        }
    }

    @Test
    void shouldStandClockJumpsOfAnHour() {
        final AtomicLong nowMs = new AtomicLong(System.currentTimeMillis());
        final TenantDirectory tenants = new TenantDirectory(List.of("default"));
        final Call ann = Call.by("ann", "here", Router.ANY_TENANT);
        final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
        try (ControlPlane plane = ControlNode.plane(directory, tenants, ControlSettings.DEFAULT, clock)) {
            publish(plane, ann, 0);
            ControlCalls.declare(
                            plane,
                            ann,
                            DeclareLiveOccasionRequest.newBuilder()
                                    .setLiveOccasion(LiveOccasion.newBuilder()
                                            .setOccasion("outage")
                                            .setReason("x")
                                            .setExpireTime(Timestamps.fromMillis(nowMs.get() + HOUR_MS / 2)))
                                    .build())
                    .join();
            override(plane, ann, nowMs.get() + HOUR_MS / 2);
            assertEquals("outage overflow", routed(tenants, nowMs.get()));

            nowMs.addAndGet(HOUR_MS);
            assertEquals("general general", routed(tenants, nowMs.get()));
            publish(plane, ann, 1);

            // What ended by a wrong clock holds again by the right one; and the log takes what is earlier than its end.
            nowMs.addAndGet(-HOUR_MS);
            assertEquals("outage overflow", routed(tenants, nowMs.get()));
            publish(plane, ann, 2);

            nowMs.addAndGet(-HOUR_MS);
            assertEquals("general general", routed(tenants, nowMs.get()));
            publish(plane, ann, 3);
        }
        assertEquals(
                List.of(),
                ChainVerifier.verify(
                                directory.resolve("control.db"),
                                ChainKey.read(directory.resolve("control.key")),
                                Map.of())
                        .findings());
    }

    private static String routed(final TenantDirectory tenants, final long nowMs) {
        final RouteResponse answer = Asking.route(new Router(tenants, true), OUTAGE, nowMs);
        return answer.getOccasion() + " " + answer.getQueue();
    }

    private static void publish(final ControlPlane plane, final Call actor, final long base) {
        plane.publisher()
                .publish(
                        actor,
                        PublishTableRequest.newBuilder()
                                .setDocument(ControlTables.withPriority(70 + (int) base))
                                .setBaseRevision(base)
                                .setAcceptWarnings(true)
                                .setReason("x")
                                .build())
                .join();
    }

    private static void override(final ControlPlane plane, final Call actor, final long untilMs) {
        ControlCalls.override(
                        plane,
                        actor,
                        OverrideQueueRequest.newBuilder()
                                .setQueue("outage-desk")
                                .setKind("REDIRECT")
                                .setRedirectTo("overflow")
                                .setReason("x")
                                .setExpireTime(Timestamps.fromMillis(untilMs))
                                .build())
                .join();
    }

    private static void refused(
            final String sentence, final ControlPlane plane, final Call actor, final PublishTableRequest request) {
        final CompletionException refused = assertThrows(
                CompletionException.class,
                () -> plane.publisher().publish(actor, request).join());
        assertEquals(
                sentence,
                assertInstanceOf(ControlRefusal.class, refused.getCause()).getMessage());
    }

    private static void refused(final Status.Code code, final String reason, final Runnable call) {
        final StatusRuntimeException refused = assertThrows(StatusRuntimeException.class, call::run, reason);
        assertEquals(code, refused.getStatus().getCode(), reason);
        assertEquals(reason, Reasons.of(refused));
    }

    private ControlNode published() {
        final ControlNode node = ControlNode.start(directory);
        node.publish(ControlTables.withPriority(70), 0);
        return node;
    }
}
