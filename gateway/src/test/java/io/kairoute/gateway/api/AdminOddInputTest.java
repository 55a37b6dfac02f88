package io.kairoute.gateway.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.rpc.Code;
import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no proper client sends gets a status at once, and never reaches the method. */
class AdminOddInputTest {
    private static final String METHOD = "/test.v1.ThingService/EditorThing";
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static Node server;
    private static Vertx vertx;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        server = TestGateways.start(
                Served.of(TestTables.tenants("default")).with(TestAdminService.services(AdminOddInputTest::answer)));
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    private static DynamicMessage answer(final Call caller, final DynamicMessage request) {
        CALLS.incrementAndGet();
        return TestAdminService.answer("done");
    }

    @ParameterizedTest
    @CsvSource({
        "application/grpc, POST, '',                     200, INTERNAL",
        "application/grpc, POST, 000000,                 200, INTERNAL",
        "application/grpc, POST, 00000000050a03,         200, INTERNAL",
        "application/grpc, POST, 00000000000000000000,   200, INTERNAL",
        "application/grpc, POST, 0200000000,             200, INTERNAL",
        "application/grpc, POST, 0100000000,             200, INTERNAL",
        "application/grpc, POST, 0000110001,             200, RESOURCE_EXHAUSTED",
        "application/grpc, POST, 00ffffffff,             200, RESOURCE_EXHAUSTED",
        "application/grpc, POST, 0000000002ffff,         200, INVALID_ARGUMENT",
        "application/grpc, POST, 00000000030a01ff,       200, INVALID_ARGUMENT",
        "application/grpc, GET,  '',                     405, OK",
        "application/grpc+json, POST, 0000000000,        415, OK",
        "application/grpc-web-text, POST, 21212121,      200, INVALID_ARGUMENT",
    })
    void shouldAnswerOddCallsWithoutTheMethod(
            final String contentType, final String method, final String hex, final int http, final Code code)
            throws Exception {
        final int before = CALLS.get();

        final Answer answer = send(
                method,
                METHOD,
                Map.of("content-type", contentType),
                HexFormat.of().parseHex(hex));

        assertEquals(http, answer.status());
        assertEquals(http == 200 ? code.getNumber() : -1, answer.grpcStatus());
        assertEquals(before, CALLS.get());
    }

    @ParameterizedTest
    @CsvSource({"0m, DEADLINE_EXCEEDED", "x, INVALID_ARGUMENT", "123456789S, INVALID_ARGUMENT", "10S, OK"})
    void shouldHoldTimeoutsToTheirGrammar(final String timeout, final Code code) throws Exception {
        final Answer answer =
                send("POST", METHOD, Map.of("content-type", "application/grpc", "grpc-timeout", timeout), new byte[5]);

        assertEquals(code.getNumber(), answer.grpcStatus());
    }

    @Test
    void shouldRefuseCompression() throws Exception {
        final Answer answer = send(
                "POST",
                METHOD,
                Map.of("content-type", "application/grpc", "grpc-encoding", "gzip"),
                HexFormat.of().parseHex("0100000001ff"));

        assertEquals(Code.UNIMPLEMENTED.getNumber(), answer.grpcStatus());
    }

    @Test
    void shouldCallWhatIsNotServedUnimplemented() throws Exception {
        for (final String path :
                new String[] {"/test.v1.ThingService/Nothing", "/x", "/kairoute.routing.v1.RoutingService/Route"}) {
            final Answer answer = send("POST", path, Map.of("content-type", "application/grpc"), new byte[5]);

            assertEquals(Code.UNIMPLEMENTED.getNumber(), answer.grpcStatus(), path);
        }
    }

    @Test
    void shouldAnswerSeededDamageWithAStatusWithinASecond() throws Exception {
        final long seed = Long.getLong("kairoute.seed", System.nanoTime());
        final Random random = new Random(seed);
        final byte[] message = TestAdminService.request("default", "x").toByteArray();
        final byte[] good = Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(message.length)
                .appendBytes(message)
                .getBytes();
        for (int i = 0; i < 500; i++) {
            final byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int j = random.nextInt(4); j > 0 && bad.length > 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            final long startNs = System.nanoTime();

            final Answer answer = send("POST", METHOD, Map.of("content-type", "application/grpc"), bad);

            final String place =
                    "seed=" + seed + " i=" + i + " " + HexFormat.of().formatHex(bad);
            assertTrue(answer.grpcStatus() >= 0, place);
            assertTrue(System.nanoTime() - startNs < 1_000_000_000L, place);
        }
    }

    /** All of an answer that a test looks at; -1 where there is no gRPC status. */
    private record Answer(int status, int grpcStatus) {}

    private static Answer send(
            final String method, final String path, final Map<String, String> headers, final byte[] body)
            throws Exception {
        final RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(server.adminPort())
                .setMethod(HttpMethod.valueOf(method))
                .setURI(path)
                .setTimeout(10_000);
        headers.forEach(options::addHeader);
        // Composed inside, on the client's own thread: outside, the body could pass before anybody listens.
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body))
                        .compose(response -> response.body().map(bytes -> answer(response, bytes))))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static Answer answer(final HttpClientResponse response, final Buffer body) {
        final String header = response.getHeader("grpc-status");
        final String trailer = header == null ? response.getTrailer("grpc-status") : header;
        if (trailer != null) {
            return new Answer(response.statusCode(), Integer.parseInt(trailer));
        }
        final boolean isText = response.getHeader("content-type").startsWith("application/grpc-web-text");
        final byte[] bytes = isText ? Base64.getDecoder().decode(body.getBytes()) : body.getBytes();
        final String text = new String(bytes, StandardCharsets.US_ASCII);
        final int at = text.indexOf("grpc-status:");
        return new Answer(
                response.statusCode(), at < 0 ? -1 : Integer.parseInt(text.substring(at + 12, text.indexOf('\r', at))));
    }
}
