package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.node.Node;
import io.kairoute.router.snapshot.TenantDirectory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OddInputTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static final String GRPC = "application/grpc";

    private static Node server;
    private static RawCaller caller;

    @BeforeAll
    static void start() {
        server = TestGateways.start(new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT)));
        caller = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
    }

    @AfterAll
    static void stop() {
        caller.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "no message,                         '',             INTERNAL,            NO_MESSAGE",
        "cut prefix,                         000000,         INTERNAL,            TRUNCATED_MESSAGE",
        "cut message,                        00000000050a03, INTERNAL,            TRUNCATED_MESSAGE",
        "two messages,                       00000000000000000000, INTERNAL,      SECOND_MESSAGE",
        "reserved flag,                      0200000000,     INTERNAL,            RESERVED_FLAG",
        "compressed flag without encoding,   0100000000,     INTERNAL,            COMPRESSED_WITHOUT_ENCODING",
        "one byte over the limit,            0000004001,     RESOURCE_EXHAUSTED,  MESSAGE_TOO_LONG",
        "absurd length,                      00ffffffff,     RESOURCE_EXHAUSTED,  MESSAGE_TOO_LONG",
    })
    void shouldAnswerOddFramesAsStated(final String what, final String hex, final Code code, final String reason)
            throws Exception {
        final RawCaller.Answer answer = send(Map.of("content-type", GRPC), hex);

        assertEquals(200, answer.httpStatus(), what);
        assertEquals(code.getNumber(), answer.grpcStatus(), what);
        assertEquals(reason, reason(answer), what);
    }

    @Test
    void shouldRefuseCompressedMessagesAndSayWhatIsAccepted() throws Exception {
        final RawCaller.Answer answer = send(Map.of("content-type", GRPC, "grpc-encoding", "gzip"), "0100000001ff");

        assertEquals(Code.UNIMPLEMENTED_VALUE, answer.grpcStatus());
        assertEquals("identity", answer.headers().get("grpc-accept-encoding"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, INVALID_ARGUMENT",
        "m, INVALID_ARGUMENT",
        "-1m, INVALID_ARGUMENT",
        "1x, INVALID_ARGUMENT",
        "123456789m, INVALID_ARGUMENT",
        "0m, DEADLINE_EXCEEDED",
        "1n, DEADLINE_EXCEEDED",
        "99999999H, UNAVAILABLE",
    })
    void shouldHoldTimeoutsToTheirGrammar(final String timeout, final Code code) throws Exception {
        final RawCaller.Answer answer = send(Map.of("content-type", GRPC, "grpc-timeout", timeout), "0000000000");

        assertEquals(code.getNumber(), answer.grpcStatus());
    }

    @Test
    void shouldTakePostOnly() throws Exception {
        final RawCaller.Answer answer =
                caller.send(HttpMethod.GET, ROUTE, Map.of("content-type", GRPC), Buffer.buffer());

        assertEquals(405, answer.httpStatus());
        assertEquals("POST", answer.headers().get("allow"));
    }

    @Test
    void shouldRefuseOtherContentTypes() throws Exception {
        assertEquals(
                415, send(Map.of("content-type", "text/plain"), "0000000000").httpStatus());
    }

    @ParameterizedTest
    @CsvSource({"/kairoute.routing.v1.RoutingService/Rout", "/no.such.Service/Route", "/", "/x"})
    void shouldCallUnknownMethodsUnimplemented(final String path) throws Exception {
        final RawCaller.Answer answer =
                caller.send(HttpMethod.POST, path, Map.of("content-type", GRPC), Buffer.buffer());

        assertEquals(200, answer.httpStatus());
        assertEquals(Code.UNIMPLEMENTED_VALUE, answer.grpcStatus());
    }

    @Test
    void shouldCallUnknownPathsNotFound() throws Exception {
        final RawCaller.Answer answer = caller.send(
                HttpMethod.POST, "/v2/route", Map.of("content-type", "application/json"), Buffer.buffer("{}"));

        assertEquals(404, answer.httpStatus());
        assertEquals("application/problem+json", answer.headers().get("content-type"));
    }

    @Test
    void shouldRefuseGrpcOverHttp1() throws Exception {
        try (RawCaller http1 = new RawCaller(server.routePort(), HttpVersion.HTTP_1_1)) {
            final RawCaller.Answer answer =
                    http1.send(HttpMethod.POST, ROUTE, Map.of("content-type", GRPC), bytes("0000000000"));

            assertEquals(505, answer.httpStatus());
        }
    }

    private static RawCaller.Answer send(final Map<String, String> headers, final String hex) throws Exception {
        final Map<String, String> all = new HashMap<>(headers);
        all.put("te", "trailers");
        return caller.send(HttpMethod.POST, ROUTE, all, bytes(hex));
    }

    private static Buffer bytes(final String hex) {
        return Buffer.buffer(java.util.HexFormat.of().parseHex(hex));
    }

    private static String reason(final RawCaller.Answer answer) throws Exception {
        final String details = answer.headers().get("grpc-status-details-bin");
        assertNotNull(details);
        for (final Any detail :
                Status.parseFrom(Base64.getDecoder().decode(details)).getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return detail.unpack(ErrorInfo.class).getReason();
            }
        }
        return "";
    }
}
