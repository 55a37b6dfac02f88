package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.kairoute.api.v1.MethodLane;
import io.kairoute.api.v1.MethodRole;
import io.kairoute.api.v1.MethodRule;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServicesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static final CountDownLatch BEGUN = new CountDownLatch(1);
    private static final CountDownLatch TOLD = new CountDownLatch(1);

    private static Node server;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        server = TestGateways.start(Served.of(TestTables.tenants("default", "bank"))
                .with(TestAdminService.services(AdminServicesTest::answer)));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.adminPort())
                .usePlaintext()
                .build();
    }

    @AfterAll
    static void stop() {
        RELEASE.countDown();
        channel.shutdownNow();
        server.close();
    }

    /** What the request's thing asks for. */
    private static DynamicMessage answer(final Call caller, final DynamicMessage request) {
        final String text = request.getAllFields().values().toString();
        if (text.contains("refused")) {
            throw AdminRefused.because(Refusal.ofField(Code.ABORTED, "STALE", "Another revision came first.", "thing"));
        }
        if (text.contains("broken")) {
            throw new IllegalStateException("a secret of the inside");
        }
        if (text.contains("slow")) {
            awaitRelease();
        }
        if (text.contains("until cancelled")) {
            awaitCancellation(caller);
        }
        return TestAdminService.answer(caller.tenantId() + " " + text);
    }

    private static void awaitRelease() {
        try {
            RELEASE.await(20, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldAnswerOverGrpcWithStatusesThatMethodsChoose() {
        final DynamicMessage answer = call("bank", "x", 10_000);
        final StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> call("", "refused", 10_000));
        final StatusRuntimeException broken =
                assertThrows(StatusRuntimeException.class, () -> call("", "broken", 10_000));
        final StatusRuntimeException unknown =
                assertThrows(StatusRuntimeException.class, () -> call("nobody", "x", 10_000));

        assertTrue(answer.toString().contains("bank [bank, x]"), answer.toString());
        assertEquals(Status.Code.ABORTED, refused.getStatus().getCode());
        assertEquals("Another revision came first.", refused.getStatus().getDescription());
        assertEquals(Status.Code.INTERNAL, broken.getStatus().getCode());
        assertTrue(!String.valueOf(broken.getStatus().getDescription()).contains("secret"));
        assertEquals(Status.Code.NOT_FOUND, unknown.getStatus().getCode());
    }

    @Test
    void shouldEndACallAtItsDeadlineThoughItsWorkerGoesOn() throws Exception {
        final HttpResponse<byte[]> answer = HTTP.send(
                web("application/grpc-web+proto")
                        .header("grpc-timeout", "200m")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(frame("slow")))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertTrue(new String(answer.body(), 5, answer.body().length - 5, StandardCharsets.US_ASCII)
                .startsWith("grpc-status:4\r\n"));
    }

    @ParameterizedTest
    @CsvSource({"application/grpc-web+proto, false", "application/grpc-web-text, true"})
    void shouldAnswerOverGrpcWeb(final String contentType, final boolean isText) throws Exception {
        final byte[] frame = frame("x");
        final byte[] body = isText ? Base64.getEncoder().encode(frame) : frame;

        final HttpResponse<byte[]> answer = HTTP.send(
                web(contentType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        final byte[] bytes = isText ? Base64.getDecoder().decode(answer.body()) : answer.body();
        final byte[] expected = TestAdminService.answer("default [x]").toByteArray();
        assertEquals(expected.length, bytes[4]);
        assertArrayEquals(expected, Arrays.copyOfRange(bytes, 5, 5 + expected.length));
        assertTrue(new String(bytes, 10 + expected.length, 13, StandardCharsets.US_ASCII).startsWith("grpc-status:0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/tenants/bank/things/x:editor        | {\"note\":\"n\"}     | 200 | bank [bank, x, n]",
                "POST | /v1/tenants/bank/things/r:17:editor     | {}                   | 200 | bank [bank, r:17]",
                "POST | /v1/tenants/bank/things/a%2Fb%20c:editor| {\"tags\":[\"t\"]} | 200 | bank [bank, a/b c, [t]]",
                "POST | /v1/tenants/bank/things/x:editor        | {\"tenant\":\"bank\"} | 200 | bank [bank, x]",
                "POST | /v1/tenants/bank/things/x:editor        | {\"tenant\":\"default\"} | 400 | something else than the path",
                "POST | /v1/tenants/bank/things/x:editor        | {\"colour\":1}     | 400 | a field colour that",
                "POST | /v1/tenants/bank/things/x:editor        | {\"note\":         | 400 | is not JSON",
                "POST | /v1/tenants/bank/things/x:editor        | {\"note\":\"a\"}{}  | 400 | goes on after",
                "POST | /v1/tenants/bank/things/x:editor        | {\"note\":\"a\"};   | 400 | is not JSON",
                "POST | /v1/tenants/bank/things/x:editor        | {\"note\":\"a\"} x  | 400 | is not JSON",
                "POST | /v1/tenants/bank/things/x:editor        | {\"note\":\"a\",\"note\":\"b\"} | 400 | names a field twice",
                "POST | /v1/tenants/bank/things/x:editor        | {note:\"a\"}         | 400 | is not JSON",
                "POST | /v1/tenants/bank/things/x:editor        | /**/{}               | 400 | is not JSON",
                "GET  | /v1/tenants/bank/things/x?note=n&note=m | ''                   | 400 | The field note",
                "POST | /v1/tenants/bank/things/x:editor        | []                   | 400 | must be one JSON object",
                "POST | /v1/tenants/bank/things/%FF:editor      | {}                   | 400 | escape",
                "POST | /v1/tenants/nobody/things/x:editor      | {}                   | 404 | no such tenant",
                "POST | /v1/tenants/bank/things/refused:editor  | {}                   | 409 | \"reason\":\"STALE\"",
                "POST | /v1/tenants/bank/things/broken:editor   | {}                   | 500 | its log tells more",
                "POST | /v1/tenants/bank/things/x:dancer        | {}                   | 405 | does not take",
                "POST | /v1/tenants/bank/other                  | {}                   | 404 | Nothing is at this path",
                "GET  | /v1/tenants/bank/things/x?note=n&tags=a&tags=b | ''            | 200 | bank [bank, x, n, [a, b]]",
                "GET  | /v1/tenants/bank/things/x?colour=red    | ''                   | 400 | The query names a field colour",
                "GET  | /v1/tenants/bank/things/x?thing=y       | ''                   | 400 | something else than the path",
                "GET  | /v1/tenants/bank/things/x:editor        | ''                   | 200 | bank [bank, x:editor]",
                "PUT  | /v1/tenants/bank/things/x:editor        | {}                   | 405 | does not take",
            })
    void shouldAnswerJsonByTheRulesOfTheProtoFile(
            final String method, final String path, final String body, final int status, final String part)
            throws Exception {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.adminPort() + path));
        if (!method.equals("GET")) {
            request.header("content-type", "application/json");
        }

        final HttpResponse<String> answer = HTTP.send(
                request.method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(part), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,                         415",
        "application/x-www-form-urlencoded,  415",
        "multipart/form-data; boundary=x,    415",
        "application/json; charset=utf-8,    200",
        "'',                                 415",
    })
    void shouldTakeJsonOnly(final String contentType, final int status) throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.adminPort() + "/v1/tenants/bank/things/x:editor"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (!contentType.isEmpty()) {
            request.header("content-type", contentType);
        }

        assertEquals(
                status,
                HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants/bank/things/x?note=%zz",
                "/v1/tenants/bank/things/%zz",
                "/v1/tenants/bank/things/x?%"
            })
    void shouldAnswerEveryBadEscapeAndGoOnServing(final String target) throws Exception {
        // More often than calls may be open: a call that were not ended would keep its place.
        for (int i = 0; i < 300; i++) {
            assertEquals("HTTP/1.1 400 Bad Request", rawGet(target), "call " + i);
        }

        assertEquals("HTTP/1.1 200 OK", rawGet("/v1/tenants/bank/things/x"));
    }

    /** Sends a target that no client library lets through; the status line of the answer. */
    private static String rawGet(final String target) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.adminPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void shouldAskForABodyWithinItsLimitAndRefuseAnotherBeforeItIsSent() throws Exception {
        assertEquals("HTTP/1.1 100 Continue", firstLineFor(1_000_000));
        assertEquals("HTTP/1.1 413 Request Entity Too Large", firstLineFor(1_200_000));
    }

    /** What a client is told that waits with its body of so many bytes until it is asked for it. */
    private static String firstLineFor(final int bytes) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.adminPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /v1/tenants/bank/things/x:editor HTTP/1.1\r\nhost: localhost\r\n"
                                    + "content-type: application/json\r\nexpect: 100-continue\r\n"
                                    + "content-length: " + bytes + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    @Test
    void shouldTakeAMethodOnceAndOnlyAsWhatItIs() {
        final AdminServices services = new AdminServices();
        services.add(RoutingServiceGrpc.getRouteMethod(), (caller, request) -> null);

        final Exception twice = assertThrows(
                IllegalArgumentException.class,
                () -> services.add(RoutingServiceGrpc.getRouteMethod(), (caller, request) -> null));
        final Exception stream = assertThrows(
                IllegalArgumentException.class,
                () -> services.add(RoutingServiceGrpc.getRouteStreamMethod(), (caller, request) -> null));

        assertEquals("method=kairoute.routing.v1.RoutingService/Route is added twice", twice.getMessage());
        assertEquals("method=kairoute.routing.v1.RoutingService/RouteStream is of kind UPLOAD", stream.getMessage());
    }

    @Test
    void shouldFailTheStartInOneSentenceForAMethodWithoutARoleOrALane() {
        final MethodRule noRole =
                MethodRule.newBuilder().setLane(MethodLane.METHOD_LANE_READ).build();
        final MethodRule noLane =
                MethodRule.newBuilder().setRole(MethodRole.METHOD_ROLE_VIEWER).build();

        assertEquals(
                "method=test.v1.OddService/Odd has no role in its proto file, so it is not served", refusalOf(noRole));
        assertEquals(
                "method=test.v1.OddService/Odd has no lane in its proto file, so it is not served", refusalOf(noLane));
    }

    private static String refusalOf(final MethodRule rule) {
        final AdminServices services = new AdminServices();
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> services.add(TestAdminService.ruled(rule), (caller, request) -> null))
                .getMessage());
    }

    @Test
    void shouldTellTheWorkWhenAGrpcClientTakesItsCallBack() throws Exception {
        final Future<DynamicMessage> answer = ClientCalls.futureUnaryCall(
                channel.newCall(TestAdminService.method(Role.EDITOR), CallOptions.DEFAULT),
                TestAdminService.request("bank", "until cancelled"));
        assertTrue(BEGUN.await(20, TimeUnit.SECONDS), "the work has begun");

        answer.cancel(true);

        assertTrue(TOLD.await(20, TimeUnit.SECONDS), "the work was told");
    }

    private static void awaitCancellation(final Call caller) {
        BEGUN.countDown();
        while (!caller.isCancelled() && RELEASE.getCount() > 0) {
            Thread.onSpinWait();
        }
        if (caller.isCancelled()) {
            TOLD.countDown();
        }
    }

    private static DynamicMessage call(final String tenant, final String thing, final long timeoutMs) {
        return ClientCalls.blockingUnaryCall(
                channel,
                TestAdminService.method(Role.EDITOR),
                CallOptions.DEFAULT.withDeadlineAfter(timeoutMs, TimeUnit.MILLISECONDS),
                TestAdminService.request(tenant, thing));
    }

    private static HttpRequest.Builder web(final String contentType) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.adminPort() + "/test.v1.ThingService/EditorThing"))
                .header("content-type", contentType);
    }

    private static byte[] frame(final String thing) throws Exception {
        final byte[] message = TestAdminService.request("", thing).toByteArray();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeInt(message.length);
        out.write(message);
        return bytes.toByteArray();
    }
}
