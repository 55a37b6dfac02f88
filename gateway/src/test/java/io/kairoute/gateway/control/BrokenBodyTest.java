package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of HTTP/1 whose body never is whole, and whose caller reads on: each is answered, then its connection closes. */
@Timeout(60)
class BrokenBodyTest {
    /** Less than any idle time, so that who is closed by that fails. */
    private static final int PATIENCE_MS = 30_000;

    private static final String ROUTE =
            "POST /v1/route HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String VALIDATE = """
            POST /v1/tenants/default/tables:validate HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            """;
    private static final String PAGE = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";

    @TempDir
    private Path directory = Path.of("");

    private ControlNode node;

    @BeforeEach
    void start() throws Exception {
        final Map<Property, String> patient = Map.of(Property.ROUTE_IDLE_TIMEOUT, "10m");
        node = ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), patient, null);
        node.publish(ControlTables.withPriority(70), 0);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldAnswer400WhenTheCallerSendsNoMoreWithinABody(final String head) throws IOException {
        final String said = saidTo(head, head + "Content-Length: 100\r\n\r\n{", true);

        assertIsProblem(400, "BODY_CUT_SHORT", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldAnswer400WhenTheCallerSendsNoMoreWithinAChunk(final String head) throws IOException {
        final String said = saidTo(head, head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{", true);

        assertIsProblem(400, "BODY_CUT_SHORT", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldAnswer400WhenAChunkHasNoLength(final String head) throws IOException {
        final String said = saidTo(head, head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nno length\r\n", false);

        assertIsProblem(400, "BAD_FRAMING", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldAnswer400WhenTheLengthOfABodyIsNoNumber(final String head) throws IOException {
        assertIsProblem(400, "BAD_HEAD", saidTo(head, head + "Content-Length: 2x\r\n\r\n{}", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldAnswer413WhenABodyIsSaidToBeLongerThanAnyMayBe(final String head) throws IOException {
        final String said = saidTo(head, head + "Content-Length: 99999999999\r\n\r\n{", false);

        assertIsProblem(413, "MESSAGE_TOO_LONG", said);
    }

    @Test
    void shouldRefuseACallOfTheWebThatIsSaidToBeLongerThanAnyMayBe() throws IOException {
        final String head = """
                POST /kairoute.routing.v1.RoutingService/Route HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/grpc-web+proto\r
                """;

        final String said = saidTo(ROUTE, head + "Content-Length: 99999999999\r\n\r\n\0\0\0\0\3", false);

        assertTrue(said.contains("grpc-status:8\r\n"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldAnswerWhatCameBeforeABrokenBody(final String head) throws IOException {
        final String said =
                saidTo(head, PAGE + "\r\n" + PAGE + "\r\n" + head + "Transfer-Encoding: chunked\r\n\r\n-\r\n", false);

        assertEquals(2, said.split("HTTP/1.1 200", -1).length - 1, said);
        assertEquals(1, said.split("HTTP/1.1 400", -1).length - 1, said);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, VALIDATE})
    void shouldSayNothingMoreWhereTheAnswerDidNotWaitForTheBody(final String head) throws IOException {
        final String said = saidTo(head, PAGE + "Transfer-Encoding: chunked\r\n\r\n-\r\n", false);

        assertEquals(2, said.split("HTTP/1.1", -1).length, said);
        assertTrue(said.startsWith("HTTP/1.1 200"), said);
    }

    @Test
    void shouldSayHowLongABodyOfTheAdminPortHasWhenTheRestStaysAway() throws IOException {
        final String said = saidTo(VALIDATE, VALIDATE + "Content-Length: 100\r\n\r\n{", false);

        assertIsProblem(504, "BODY_TOO_SLOW", said);
        assertTrue(said.contains("5 s, and 1 s more for each MiB"), said);
    }

    @Test
    void shouldCountEachBrokenBodyOnceAsRefused() throws IOException {
        saidTo(ROUTE, ROUTE + "Content-Length: 100\r\n\r\n{", true);
        saidTo(ROUTE, ROUTE + "Transfer-Encoding: chunked\r\n\r\n-\r\n", false);
        saidTo(VALIDATE, VALIDATE + "Content-Length: 100\r\n\r\n{", true);

        node.awaitOthersGone();
        final var server = node.server();
        TestGateways.awaitMetric(server, "kairoute_calls_ended_total{cause=\"refused\"}", 2);
        TestGateways.awaitMetric(server, "kairoute_calls_total{code=\"INVALID_ARGUMENT\",method=\"route_http\"}", 2);
        TestGateways.awaitMetric(
                server,
                "kairoute_admin_calls_total{method=\"kairoute.control.v1.TableService/ValidateTable\",status=\"INVALID_ARGUMENT\"}",
                1);
        assertEquals(0, TestGateways.metric(server, "kairoute_calls_ended_total{cause=\"reset\"}"));
        assertEquals(0, TestGateways.metric(server, "kairoute_connections_broken_total"));
        assertEquals(0, TestGateways.metric(server, "kairoute_calls_open"));
        assertEquals(0, TestGateways.metric(server, "kairoute_admin_calls_open"));
        TestGateways.assertNoFault(server);
    }

    private static void assertIsProblem(final int status, final String reason, final String said) {
        assertTrue(said.startsWith("HTTP/1.1 " + status + " "), said);
        assertTrue(said.contains("content-type: application/problem+json"), said);
        assertTrue(said.contains("\"reason\":\"" + reason + "\""), said);
        assertEquals(2, said.split("HTTP/1.1", -1).length, said);
    }

    /** All that the listener of a head says to this, up to the end of the connection. */
    private String saidTo(final String head, final String request, final boolean sendsNoMore) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), head.equals(ROUTE) ? node.routePort() : node.adminPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (sendsNoMore) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
