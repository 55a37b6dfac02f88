package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.node.Node;
import io.kairoute.router.snapshot.TenantDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRouteTest {
    private static final int ANSWER_MS = 30_000;
    private static final String HEAD =
            "POST /v1/route HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";

    private static Node server;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        server = TestGateways.start(new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /v1/route              | application/json                   | {}      | 503 | NO_TABLE",
                "POST | /v1/route?format=json  | application/json; charset=UTF-8    | {}      | 503 | NO_TABLE",
                "POST | /v1/route              | application/vnd.x+json             | {}      | 503 | NO_TABLE",
                "POST | /v1/route              | application/json                   | {       | 400 | MALFORMED_BODY",
                "POST | /v1/route              | application/json; charset=latin1   | {}      | 415 | UNSUPPORTED_MEDIA_TYPE",
                "POST | /v1/route              | text/plain                         | {}      | 415 | UNSUPPORTED_MEDIA_TYPE",
                "POST | /v1/route?format=morse | application/json                   | {}      | 400 | UNKNOWN_FORMAT",
                "POST | /v1/route?format=json&x=1&y=2 | application/json            | {}      | 503 | NO_TABLE",
                "POST | /v1/route?format=json&format=rtjson | application/json      | {}      | 400 | GIVEN_TWICE",
                "POST | /v1/route?x=1&x=1      | application/json                   | {}      | 400 | GIVEN_TWICE",
                "POST | /v1/routes             | application/json                   | {}      | 404 | UNKNOWN_PATH",
                "PUT  | /v1/route              | application/json                   | {}      | 405 | METHOD_NOT_ALLOWED",
                "GET  | /v1/route              | application/json                   | ''      | 405 | METHOD_NOT_ALLOWED",
            })
    void shouldAnswerMisuseWithAProblem(
            final String method,
            final String path,
            final String contentType,
            final String body,
            final int status,
            final String reason)
            throws Exception {
        final HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + path))
                        .header("content-type", contentType)
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(status, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
        assertTrue(answer.body().contains("\"reason\":\"" + reason + "\""), answer.body());
        assertTrue(answer.body().contains("\"status\":" + status), answer.body());
    }

    @ParameterizedTest
    @CsvSource({"format=json&format=rtjson, format", "x=1&y=2&x=3, x", "%00x=1&%00x=1, a name"})
    void shouldNameWhatTheQueryGivesTwice(final String query, final String name) throws Exception {
        final HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route?" + query))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(400, answer.statusCode());
        assertTrue(
                answer.body().contains("The query of the URL gives " + name + " twice; give each name once."),
                answer.body());
    }

    @Test
    void shouldRefuseBodiesOverTheLimitWithoutReadingThemAll() throws Exception {
        final HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("x".repeat(20_000)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(413, answer.statusCode());
        assertFalse(answer.body().isEmpty());
    }

    @Test
    void shouldTellWhoeverWaitsToBeToldToSendItsBody() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
            socket.setSoTimeout(ANSWER_MS);
            send(socket, HEAD + "content-length: 2\r\nexpect: 100-continue\r\n\r\n");

            assertEquals("HTTP/1.1 100 Continue", reader(socket).readLine());
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLongBeforeACallerWhoAsksFirstSendsIt() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
            socket.setSoTimeout(ANSWER_MS);
            send(socket, HEAD + "content-length: 99999999999\r\nexpect: 100-continue\r\n\r\n");

            assertEquals("HTTP/1.1 413 Request Entity Too Large", reader(socket).readLine());
        }
    }

    @Test
    void shouldAnswerEachOfManyRequestsThatCameWithoutWaiting() throws Exception {
        final int requests = 300;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
            socket.setSoTimeout(ANSWER_MS);
            send(socket, (HEAD + "content-length: 2\r\n\r\n{}").repeat(requests));
            send(socket, HEAD + "content-length: 2\r\nconnection: close\r\n\r\n{}");

            final long answers = reader(socket)
                    .lines()
                    .filter(line -> line.contains("HTTP/1.1 "))
                    .count();
            assertEquals(requests + 1, answers);
        }
    }

    private static void send(final Socket socket, final String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static BufferedReader reader(final Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
