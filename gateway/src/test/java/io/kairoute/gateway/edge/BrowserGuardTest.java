package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.node.Node;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserGuardTest {
    private static Node server;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  localhost,          '',                    200",
        "GET,  LOCALHOST:7401,     '',                    200",
        "GET,  127.0.0.1:7401,     http://evil.example,   403",
        "GET,  evil.example,       '',                    403",
        "GET,  127.0.0.1.evil.example, '',                403",
        "POST, localhost,          http://localhost:7401, 405",
        "POST, localhost,          http://evil.example,   403",
        "POST, localhost,          null,                  403",
    })
    void shouldTakeRequestsUnderKnownNamesOnly(
            final String method, final String host, final String origin, final int status) throws Exception {
        final String answer = answer(server.adminPort(), method + " /readyz", host, line("origin", origin), "");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site,  403",
        "same-site,   403",
        "same-origin, 200",
        "none,        200",
        "'',          200",
    })
    void shouldGiveAPictureOfAnotherSiteNothing(final String site, final int status) throws Exception {
        final String answer =
                answer(server.adminPort(), "GET /readyz", "127.0.0.1:7401", line("sec-fetch-site", site), "");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,               '',                      200",
        "127.0.0.1:7400,          http://localhost:7400,   200",
        "127.0.0.1:7400,          http://evil.example,     403",
        "127.0.0.1:7400,          null,                    403",
        "evil.example,            '',                      403",
        "evil.example,            http://evil.example,     403",
        "127.0.0.1.evil.example,  '',                      403",
        "localhost.,              '',                      403",
    })
    void shouldRouteUnderKnownNamesOnlyWhileNobodyIsAskedForCredentials(
            final String host, final String origin, final int status) throws Exception {
        final String form = line("content-type", "application/x-www-form-urlencoded") + line("origin", origin);

        final String answer = answer(server.routePort(), "POST /v1/route", host, form, "channel=VOICE");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertEquals(status == 403, answer.contains("FOREIGN_PAGE"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,                  HTTP/1.1 403",
        "application/x-www-form-urlencoded, HTTP/1.1 403",
        "text/plain,                        HTTP/1.1 403",
        "multipart/form-data;boundary=x,    HTTP/1.1 403",
        "application/grpc-web,              grpc-status:7",
        // the same in base64
        "application/grpc-web-text,         gAAAAgxncnBjLXN0YXR1czo3",
    })
    void shouldNotRouteForAPageOfAnotherSiteWhateverItSends(final String type, final String refused) throws Exception {
        final String path = type.contains("grpc") ? "/kairoute.routing.v1.RoutingService/Route" : "/v1/route";

        final String answer = answer(
                server.routePort(),
                "POST " + path,
                "127.0.0.1:7400",
                line("content-type", type) + line("sec-fetch-site", "cross-site"),
                "");

        assertTrue(answer.contains(refused), answer);
    }

    private static String line(final String name, final String value) {
        return value.isEmpty() ? "" : name + ": " + value + "\r\n";
    }

    private static String answer(
            final int port, final String begins, final String host, final String lines, final String body)
            throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((begins + " HTTP/1.1\r\nhost: " + host + "\r\n" + lines + "content-length: " + body.length()
                                    + "\r\nconnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
