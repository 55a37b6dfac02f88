package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.grpc.MethodDescriptor;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodProto;
import io.kairoute.api.v1.MethodRole;
import io.kairoute.api.v1.MethodRule;
import io.kairoute.gateway.HeldParsing;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long question is parsed in its method's lane, so the event loop answers others meanwhile. */
class LongQuestionTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String GRPC_WEB = "application/grpc-web+proto";
    private static final String LONG = "x".repeat(900_000);

    private final HeldParsing parsing = new HeldParsing();
    private final AtomicInteger calls = new AtomicInteger();
    private Node server;

    @BeforeEach
    void start() {
        final AdminServices services = new AdminServices()
                .add(parsing.of(TestAdminService.method(Role.EDITOR)), (call, request) -> {
                    calls.incrementAndGet();
                    return CompletableFuture.completedStage(TestAdminService.answer(call.tenantId()));
                })
                .addStream(parsing.of(stream()), AnswerKind.PARTS, call -> {
                    calls.incrementAndGet();
                    throw AdminRefused.because(Refusal.of(Code.ABORTED, "BEGUN", "It begun."));
                });
        server = TestGateways.start(
                Served.of(TestTables.tenants("default", "bank")).with(services));
    }

    @AfterEach
    void stop() {
        parsing.letGo();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", GRPC_WEB})
    void shouldAnswerReadinessBeforeALongQuestionIsParsed(final String type) throws Exception {
        final CompletableFuture<HttpResponse<byte[]>> asked = send(type, "bank", LONG, "1M");
        assertTrue(parsing.awaitBegun());

        final HttpResponse<String> ready = get("/readyz").get(20, TimeUnit.SECONDS);

        assertEquals("ready\n", ready.body());
        assertFalse(asked.isDone(), "parsing is still held");
        parsing.letGo();
        assertTrue(new String(asked.get(20, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8).contains("bank"));
    }

    @Test
    void shouldCountTheBytesOfALongQuestionUntilItIsParsed() throws Exception {
        final CompletableFuture<HttpResponse<byte[]>> asked = send(GRPC_WEB, "bank", LONG, "1M");
        assertTrue(parsing.awaitBegun());

        assertTrue(heldBytes() >= LONG.length(), () -> "bytes held: " + heldBytes());
        parsing.letGo();
        asked.get(20, TimeUnit.SECONDS);

        assertEquals(0, heldBytes());
    }

    @Test
    void shouldEndACallInItsTimeWhoseLongQuestionIsStillBeingParsed() throws Exception {
        final HttpResponse<byte[]> answer = send(GRPC_WEB, "bank", LONG, "500m").get(20, TimeUnit.SECONDS);
        assertTrue(parsing.awaitBegun());

        assertTrue(new String(answer.body(), StandardCharsets.UTF_8)
                .contains("grpc-status:" + Code.DEADLINE_EXCEEDED.getNumber()));
        parsing.letGo();
        awaitAllOver();
        assertEquals(0, calls.get(), "nobody waits for it any more");
    }

    @Test
    void shouldNotBeginTheWorkOfACallerWhoLeftWhileItsLongQuestionWasParsed() throws Exception {
        final CompletableFuture<HttpResponse<byte[]>> asked = send(GRPC_WEB, "bank", LONG, "1M");
        assertTrue(parsing.awaitBegun());

        asked.cancel(true);
        awaitMetric("kairoute_admin_calls_total{method=\"test.v1.ThingService/EditorThing\",status=\"CANCELLED\"}", 1);
        parsing.letGo();
        awaitAllOver();

        assertEquals(0, calls.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", GRPC_WEB})
    void shouldRefuseALongQuestionThatIsNone(final String type) throws Exception {
        parsing.letGo();
        final byte[] good = body(type, "bank", LONG);
        good[good.length / 2] = (byte) 0xff;

        final HttpResponse<byte[]> answer = send(type, good, "1M").get(20, TimeUnit.SECONDS);

        final String said = new String(answer.body(), StandardCharsets.UTF_8);
        assertTrue(said.contains(type.equals(GRPC_WEB) ? "grpc-status:3" : "MALFORMED_BODY"), said);
        assertEquals(0, calls.get());
        awaitMetric(
                "kairoute_admin_calls_total{method=\"test.v1.ThingService/EditorThing\",status=\"INVALID_ARGUMENT\"}",
                1);
    }

    @Test
    void shouldRefuseALongQuestionAboutATenantThatIsNot() throws Exception {
        parsing.letGo();

        final HttpResponse<byte[]> answer = send(GRPC_WEB, "shop", LONG, "1M").get(20, TimeUnit.SECONDS);

        assertTrue(new String(answer.body(), StandardCharsets.UTF_8)
                .contains("grpc-status:" + Code.NOT_FOUND.getNumber()));
        assertEquals(0, calls.get());
    }

    @Test
    void shouldParseALongQuestionThatGetsManyAnswersBesideTheLoopToo() throws Exception {
        final CompletableFuture<HttpResponse<byte[]>> asked = HTTP.sendAsync(
                HttpRequest.newBuilder(uri("/v1/odd"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"note\":\"" + LONG + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertTrue(parsing.awaitBegun());

        final HttpResponse<String> ready = get("/readyz").get(20, TimeUnit.SECONDS);

        assertEquals("ready\n", ready.body());
        assertFalse(asked.isDone(), "parsing is still held");
        parsing.letGo();
        assertTrue(new String(asked.get(20, TimeUnit.SECONDS).body(), StandardCharsets.UTF_8).contains("BEGUN"));
        assertEquals(1, calls.get());
    }

    private static MethodDescriptor<DynamicMessage, DynamicMessage> stream() {
        return TestAdminService.alone(MethodDescriptorProto.newBuilder()
                .setName("Odd")
                .setServerStreaming(true)
                .setOptions(MethodOptions.newBuilder()
                        .setExtension(
                                MethodProto.rule,
                                MethodRule.newBuilder()
                                        .setRole(MethodRole.METHOD_ROLE_VIEWER)
                                        .setLane(MethodLane.METHOD_LANE_READ)
                                        .build())
                        .setExtension(
                                AnnotationsProto.http,
                                HttpRule.newBuilder()
                                        .setPost("/v1/odd")
                                        .setBody("*")
                                        .build())));
    }

    private double heldBytes() {
        return TestGateways.metric(server, "kairoute_admin_body_bytes");
    }

    private void awaitAllOver() throws InterruptedException {
        awaitMetric("kairoute_admin_lane_works", 0);
    }

    private void awaitMetric(final String name, final double value) throws InterruptedException {
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (TestGateways.metric(server, name) != value) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> name + " of " + server.meters().scrape());
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            final String type, final String tenant, final String note, final String timeout) {
        return send(type, body(type, tenant, note), timeout);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(final String type, final byte[] body, final String timeout) {
        final String path = type.equals(GRPC_WEB)
                ? "/test.v1.ThingService/EditorThing"
                : TestAdminService.path(Role.EDITOR, "bank", "thing");
        return HTTP.sendAsync(
                HttpRequest.newBuilder(uri(path))
                        .header("content-type", type)
                        .header("grpc-timeout", timeout)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] body(final String type, final String tenant, final String note) {
        if (!type.equals(GRPC_WEB)) {
            return ("{\"note\":\"" + note + "\"}").getBytes(StandardCharsets.UTF_8);
        }
        final Message request = TestAdminService.request(tenant, note);
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(request.getSerializedSize())
                .appendBytes(request.toByteArray())
                .getBytes();
    }

    private CompletableFuture<HttpResponse<String>> get(final String path) {
        return HTTP.sendAsync(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + server.adminPort() + path);
    }
}
