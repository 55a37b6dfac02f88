package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SlowBodyTest {
    private record Answer(HttpClientResponse response, Buffer body) {}

    private static Node server;
    private static Vertx vertx;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        server = TestGateways.start(
                Map.of(
                        Property.ROUTE_SERVER_DEADLINE, "50ms",
                        Property.ROUTE_LONGEST_DEADLINE, "300ms"),
                TestTables.tenants("default"));
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void shouldFallBackToTheDefaultWhenTheServersOwnDeadlinePasses() throws Exception {
        final Answer answer = sendHalf(Map.of());

        final RouteResponse decision =
                RouteResponse.parseFrom(answer.body().getBytes(5, answer.body().length()));
        assertEquals("0", answer.response().getTrailer("grpc-status"));
        assertEquals("general", decision.getQueue());
        assertTrue(decision.getFallback());
        assertEquals("DEADLINE", decision.getFallbackCause());
    }

    @Test
    void shouldTellTheCallerThatItsOwnDeadlinePassed() throws Exception {
        assertEquals("4", sendHalf(Map.of("grpc-timeout", "100m")).response().getHeader("grpc-status"));
    }

    @Test
    void shouldCutDeadlinesThatAreTooFarAway() throws Exception {
        assertEquals("4", sendHalf(Map.of("grpc-timeout", "1H")).response().getHeader("grpc-status"));
    }

    @Test
    void shouldFallBackOverHttpAndCloseTheConnection() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream()
                    .write(("POST /v1/route HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                                    + "content-length: 100\r\n\r\n{\"contact_id\"")
                            .getBytes(StandardCharsets.US_ASCII));
            final InputStream in = socket.getInputStream();

            final String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
            assertTrue(answer.contains("\"fallback_cause\":\"DEADLINE\""), answer);
        }
    }

    /** Sends headers and half a message, and never the rest. */
    private static Answer sendHalf(final Map<String, String> headers) throws Exception {
        final RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(server.routePort())
                .setMethod(HttpMethod.POST)
                .setURI("/kairoute.routing.v1.RoutingService/Route")
                .addHeader("content-type", "application/grpc");
        headers.forEach(options::addHeader);
        return client.request(options)
                .compose(request -> {
                    request.setChunked(true).write(Buffer.buffer(new byte[] {0, 0, 0, 0, 9, 10}));
                    return request.response()
                            .compose(response -> response.body().map(body -> new Answer(response, body)));
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }
}
