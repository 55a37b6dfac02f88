package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.Code;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.Refused;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.Explain;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes a client, and gets a call wrong, reads on either listener what to send instead. */
class CallRefusalsTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static final String HEALTH = "/grpc.health.v1.Health/Check";
    private static final String GRPC = "application/grpc";
    private static final byte[] EMPTY_MESSAGE = new byte[5];

    private static Node server;
    private static RawCaller router;
    private static RawCaller admin;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default"));
        router = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
        admin = new RawCaller(server.adminPort(), HttpVersion.HTTP_2);
    }

    @AfterAll
    static void stop() {
        router.close();
        admin.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, HEALTH})
    void shouldSayHowATimeoutIsWritten(final String method) throws Exception {
        final Refused refused = refused(method, Map.of("content-type", GRPC, "grpc-timeout", "5 s"), EMPTY_MESSAGE);

        assertEquals(
                new Refused(
                        Code.INVALID_ARGUMENT,
                        "BAD_TIMEOUT",
                        "grpc-timeout must be 1 to 8 digits and one of H, M, S, m, u, n."),
                refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, HEALTH})
    void shouldSayThatMessagesAreSentUncompressed(final String method) throws Exception {
        final Refused refused = refused(
                method,
                Map.of("content-type", GRPC, "grpc-encoding", "gzip"),
                HexFormat.of().parseHex("0100000001ff"));

        assertEquals(
                new Refused(
                        Code.UNIMPLEMENTED,
                        "COMPRESSION_NOT_ACCEPTED",
                        "Messages of this method are taken uncompressed only; send them with grpc-encoding identity."),
                refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, HEALTH})
    void shouldHaveThePathOfAnUnknownMethodChecked(final String method) throws Exception {
        final Refused refused = refused(method + "s", Map.of("content-type", GRPC), EMPTY_MESSAGE);

        assertEquals(
                new Refused(Code.UNIMPLEMENTED, "UNKNOWN_METHOD", "No such service or method here; check the path."),
                refused);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, HEALTH})
    void shouldSayThatATextCallIsBase64(final String method) throws Exception {
        final RawCaller.Answer answer = caller(method)
                .send(
                        HttpMethod.POST,
                        method,
                        Map.of("content-type", "application/grpc-web-text"),
                        Buffer.buffer("!!!!"));

        assertEquals(
                new Refused(
                        Code.INVALID_ARGUMENT,
                        "BAD_BASE64",
                        "The body of a gRPC-Web text call is not base64; encode it, or use grpc-web."),
                Refused.inText(answer.body().toString()));
    }

    @Test
    void shouldTellAProbeHowToAskForTheWholeNode() throws Exception {
        final Refused refused =
                refused(HEALTH, Map.of("content-type", GRPC), HexFormat.of().parseHex("00000000030a0178"));

        assertEquals(
                new Refused(
                        Code.NOT_FOUND,
                        "UNKNOWN_SERVICE",
                        "This node answers for no service of this name; leave it empty to ask for the whole node."),
                refused);
    }

    @Test
    void shouldNameTheFieldThatJsonGetsWrongAndWhatItTakes() throws Exception {
        final RawCaller.Answer answer = router.send(
                HttpMethod.POST,
                "/v1/route",
                Map.of("content-type", "application/json"),
                Buffer.buffer("{\"contact_id\":\"c\",\"attempt\":1.5}"));

        assertEquals(400, answer.httpStatus());
        assertEquals(
                new Refused(
                        Code.INVALID_ARGUMENT,
                        "MALFORMED_FIELD",
                        "The field attempt must be a whole number within its range."),
                Refused.in(answer.body().toString()));
    }

    @Test
    void shouldAskForFewerExplanationsAndGoOnDecidingWithout() throws Exception {
        final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        final RouteRequest question = RouteRequest.newBuilder()
                .setContactId("c")
                .setOccasion("outage")
                .setConfidence(0.9)
                .build();
        final List<Future<RouteResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(RoutingServiceGrpc.newFutureStub(channel)
                    .route(question.toBuilder().setExplain(Explain.EXPLAIN_FULL).build()));
        }

        int explained = 0;
        for (final Future<RouteResponse> answer : answers) {
            try {
                explained += answer.get().hasTrace() ? 1 : 0;
            } catch (final ExecutionException e) {
                final StatusRuntimeException refused = (StatusRuntimeException) Objects.requireNonNull(e.getCause());
                assertEquals(
                        new Refused(
                                Code.RESOURCE_EXHAUSTED,
                                "TOO_MANY_EXPLANATIONS",
                                "Too many calls with explain are waiting; ask again later, or without it."),
                        Refused.by(() -> {
                            throw refused;
                        }));
            }
        }

        assertTrue(explained > 0 && explained < answers.size(), "explained=" + explained);
        assertEquals(
                "outage-desk",
                RoutingServiceGrpc.newBlockingStub(channel).route(question).getQueue());
        channel.shutdownNow();
    }

    private static Refused refused(final String path, final Map<String, String> headers, final byte[] body)
            throws Exception {
        return Refused.in(caller(path)
                .send(HttpMethod.POST, path, headers, Buffer.buffer(body))
                .headers());
    }

    private static RawCaller caller(final String path) {
        return path.startsWith(ROUTE) ? router : admin;
    }
}
