package io.kairoute.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP clients and proxies add by themselves is taken as they mean it, or refused with a reason. */
class HttpClientsTest {
    private static final String FORM = "content-type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "content-type: application/json\r\n";

    private static Node server;

    @BeforeAll
    static void start() {
        server = TestGateways.start(
                Map.of(
                        Property.ROUTE_HOST, "0.0.0.0",
                        Property.ADMIN_HOST, "0.0.0.0",
                        Property.ROUTE_ALLOW_GET, "true",
                        Property.IDENTITY_ALLOW_OPEN, "true"),
                TestTables.tenants("default"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST http://localhost:7400/v1/route",
                "POST HTTP://localhost/v1/route",
                "POST https://router.example/v1/route",
                "POST http://localhost/v1/route?format=flat",
                "GET http://localhost/v1/route?contact_id=c1",
                "GET http://localhost/healthz",
                "GET http://localhost/readyz?verbose"
            })
    void shouldTakeAnAddressAsAProxyWritesIt(final String first) throws IOException {
        assertStatus(200, RawHttp.answer(server.routePort(), first, JSON, bytes(first.startsWith("POST") ? "{}" : "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://localhost/healthz",
                "GET http://localhost:7401/readyz",
                "GET http://localhost/metrics"
            })
    void shouldTakeAnAddressAsAProxyWritesItOnTheAdminPort(final String first) throws IOException {
        assertStatus(200, RawHttp.answer(server.adminPort(), first, "", bytes("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET http://localhost", "GET http://localhost/v2/route", "GET http://localhost?x=1"})
    void shouldFindNothingWhereAnAddressLeadsNowhere(final String first) throws IOException {
        assertProblem(404, "UNKNOWN_PATH", RawHttp.answer(server.routePort(), first, "", bytes("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"contact_id\":\"c-7\"}",
                " \r\n\t{\"contact_id\":\"c-7\"}",
                "{\"contact_id\":\"c-7\",\"region\":\"a=b&c\"}"
            })
    void shouldReadJsonThatCurlCallsAForm(final String body) throws IOException {
        final String answer = RawHttp.answer(server.routePort(), "POST /v1/route", FORM, bytes(body));

        assertStatus(200, answer);
        assertTrue(answer.contains("\"contact_id\":\"c-7\""), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"contact_id\":", "{contact_id}", "{"})
    void shouldRefuseBrokenJsonThatCurlCallsAForm(final String body) throws IOException {
        assertStatus(400, RawHttp.answer(server.routePort(), "POST /v1/route", FORM, bytes(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact_id", "[1]", "hello", "%7B%22contact_id%22%3A1%7D"})
    void shouldRefuseAFormWithoutAPair(final String body) throws IOException {
        assertStatus(400, RawHttp.answer(server.routePort(), "POST /v1/route", FORM, bytes(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact_id=c-7", "contact_id=c-7&x=%7B", "a={&contact_id=c-7"})
    void shouldReadAFormAsBefore(final String body) throws IOException {
        final String answer = RawHttp.answer(server.routePort(), "POST /v1/route", FORM, bytes(body));

        assertTrue(answer.contains("\"contact_id\":\"c-7\""), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate", "br", "zstd", "x-gzip", "gzip, identity"})
    void shouldSayThatABodyIsPacked(final String encoding) throws IOException {
        final String packed = "content-encoding: " + encoding + "\r\n";
        final byte[] body = {0x1f, (byte) 0x8b, 8, 0, 0};

        assertProblem(
                415, "CONTENT_ENCODING", RawHttp.answer(server.routePort(), "POST /v1/route", JSON + packed, body));
        assertProblem(
                415, "CONTENT_ENCODING", RawHttp.answer(server.routePort(), "POST /v1/route", FORM + packed, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "IDENTITY", ""})
    void shouldTakeABodyThatSaysItIsNotPacked(final String encoding) throws IOException {
        assertStatus(
                200,
                RawHttp.answer(
                        server.routePort(),
                        "POST /v1/route",
                        JSON + "content-encoding: " + encoding + "\r\n",
                        bytes("{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, more", "something", "100"})
    void shouldRefuseToBeExpectedWhatItDoesNotKnow(final String expected) throws IOException {
        final String header = "expect: " + expected + "\r\n";

        assertProblem(
                417,
                "UNKNOWN_EXPECTATION",
                RawHttp.answer(server.routePort(), "POST /v1/route", JSON + header, bytes("{}")));
        assertProblem(417, "UNKNOWN_EXPECTATION", RawHttp.answer(server.adminPort(), "GET /readyz", header, bytes("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"100-continue", "100-Continue", " 100-continue "})
    void shouldTellACallerToContinueWhoAsks(final String expected) throws IOException {
        final String answer = RawHttp.answer(
                server.routePort(),
                "POST /v1/route",
                JSON + "expect: " + expected + "\r\n",
                bytes("{\"contact_id\":\"c-7\"}"));

        assertTrue(answer.startsWith("HTTP/1.1 100 Continue\r\n"), answer);
        assertTrue(answer.contains("\"contact_id\":\"c-7\""), answer);
    }

    @ParameterizedTest
    @CsvSource({"POST, /healthz", "PUT, /readyz", "DELETE, /readyz", "PATCH, /healthz"})
    void shouldRefuseAMethodOfAHealthPathAsAProblem(final String method, final String path) throws IOException {
        for (final int port : new int[] {server.routePort(), server.adminPort()}) {
            final String answer = RawHttp.answer(port, method + " " + path, "", bytes(""));

            assertProblem(405, "METHOD_NOT_ALLOWED", answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("allow: get, head"), answer);
        }
    }

    @Test
    void shouldRefuseAForeignPageAsAProblem() throws IOException {
        assertProblem(
                403,
                "FOREIGN_PAGE",
                RawHttp.answer(
                        InetAddress.getLoopbackAddress(),
                        server.adminPort(),
                        "GET /readyz",
                        "evil.example",
                        "",
                        bytes("")));
    }

    @Test
    void shouldBeKnownByEveryAddressOfItsMachine() throws IOException {
        for (final InetAddress address : addresses()) {
            final String host = address.getHostAddress().contains(":")
                    ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
                    : address.getHostAddress();

            assertStatus(
                    200, RawHttp.answer(address, server.adminPort(), "GET /readyz", host + ":7401", "", bytes("")));
            assertStatus(200, RawHttp.answer(address, server.routePort(), "POST /v1/route", host, JSON, bytes("{}")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.99.99.99", "evil.example", "127.0.0.1.evil.example", "[2001:db8::1]", "0177.0.0.1"})
    void shouldNotBeKnownByAnAddressThatIsNotTheOneThatWasCalled(final String host) throws IOException {
        assertStatus(
                403,
                RawHttp.answer(
                        InetAddress.getLoopbackAddress(), server.adminPort(), "GET /readyz", host, "", bytes("")));
    }

    private static InetAddress[] addresses() throws IOException {
        final Stream<InetAddress> mine = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address);
        return mine.toArray(InetAddress[]::new);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertStatus(final int status, final String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    private static void assertProblem(final int status, final String reason, final String answer) {
        assertStatus(status, answer);
        assertTrue(answer.contains("content-type: application/problem+json"), answer);
        assertEquals(1, answer.split("\"" + reason + "\"", -1).length - 1, answer);
    }
}
