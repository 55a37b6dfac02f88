package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcWebTest {
    private static final String ROUTE = "/kairoute.routing.v1.RoutingService/Route";
    private static Node server;
    private static RawCaller http1;
    private static RawCaller http2;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default"));
        http1 = new RawCaller(server.routePort(), HttpVersion.HTTP_1_1);
        http2 = new RawCaller(server.routePort(), HttpVersion.HTTP_2);
    }

    @AfterAll
    static void stop() {
        http1.close();
        http2.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web", "application/grpc-web+proto"})
    void shouldAnswerWithTheTrailersInTheBody(final String contentType) throws Exception {
        for (final RawCaller caller : new RawCaller[] {http1, http2}) {
            final RawCaller.Answer answer =
                    caller.send(HttpMethod.POST, ROUTE, Map.of("content-type", contentType), frame());

            assertEquals("application/grpc-web+proto", answer.headers().get("content-type"));
            assertDecision(answer.body());
        }
    }

    @Test
    void shouldSpeakBase64ToBrowsersThatNeedIt() throws Exception {
        final byte[] text = Base64.getEncoder().encode(frame().getBytes());

        final RawCaller.Answer answer = http1.send(
                HttpMethod.POST, ROUTE, Map.of("content-type", "application/grpc-web-text"), Buffer.buffer(text));

        assertEquals("application/grpc-web-text+proto", answer.headers().get("content-type"));
        assertDecision(Buffer.buffer(Base64.getDecoder().decode(answer.body().getBytes())));
    }

    @ParameterizedTest
    @CsvSource({
        "application/grpc-web,      '',           13",
        "application/grpc-web,      '0',          13",
        "application/grpc-web-text, '',           13",
        "application/grpc-web-text, 'junk!',      3",
        "application/grpc-web-text, '????',       3",
        "application/grpc-web-text, 'AAAAAA',     3",
        "application/grpc-web-text, 'AgAAAAA=',   13",
    })
    void shouldAnswerJunkWithAStatus(final String contentType, final String body, final int status) throws Exception {
        final RawCaller.Answer answer =
                http1.send(HttpMethod.POST, ROUTE, Map.of("content-type", contentType), Buffer.buffer(body));

        final Buffer bytes = contentType.endsWith("text")
                ? Buffer.buffer(Base64.getDecoder().decode(answer.body().getBytes()))
                : answer.body();
        assertEquals(200, answer.httpStatus());
        assertTrue(trailers(bytes, 0).startsWith("grpc-status:" + status + "\r\n"), trailers(bytes, 0));
    }

    private static void assertDecision(final Buffer body) throws Exception {
        final int length = body.getInt(1);
        final RouteResponse decision = RouteResponse.parseFrom(body.getBytes(5, 5 + length));
        assertEquals("outage-desk", decision.getQueue());
        assertEquals("grpc-status:0\r\n", trailers(body, 5 + length));
    }

    private static String trailers(final Buffer body, final int offset) {
        assertEquals((byte) 0x80, body.getByte(offset));
        assertEquals(body.length() - offset - 5, body.getInt(offset + 1));
        return new String(body.getBytes(offset + 5, body.length()), StandardCharsets.US_ASCII);
    }

    private static Buffer frame() {
        final byte[] message =
                RouteRequest.newBuilder().setOccasion("outage").build().toByteArray();
        return Buffer.buffer().appendByte((byte) 0).appendInt(message.length).appendBytes(message);
    }
}
