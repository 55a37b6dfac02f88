package io.kairoute.gateway.console.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.console.TestBrowser;
import io.kairoute.gateway.node.Node;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsolePagesTest {
    private static Node server;
    private static TestBrowser browser;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default"));
        browser = new TestBrowser(server.adminPort());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldAnswerEachPageWithTheSameDocument() throws Exception {
        final String index = browser.get("/").body();

        for (final String page : PagePaths.all()) {
            final HttpResponse<String> answer = browser.get(page + "?contact=1");

            assertEquals(200, answer.statusCode(), page);
            assertEquals(index, answer.body(), page);
            assertEquals("text/html; charset=utf-8", header(answer, "content-type"));
            assertEquals("no-cache", header(answer, "cache-control"));
            assertTrue(header(answer, "content-security-policy").startsWith("default-src 'none'; script-src 'self'"));
            assertEquals("same-origin", header(answer, "cross-origin-opener-policy"));
            assertEquals("no-referrer", header(answer, "referrer-policy"));
            assertEquals("nosniff", header(answer, "x-content-type-options"));
            assertTrue(header(answer, "permissions-policy").contains("camera=()"));
        }
    }

    @Test
    void shouldLetAFileBeKeptForEver() throws Exception {
        final HttpResponse<String> answer = browser.get(mainAddress());

        assertEquals(200, answer.statusCode());
        assertEquals("text/javascript; charset=utf-8", header(answer, "content-type"));
        assertEquals("public, max-age=31536000, immutable", header(answer, "cache-control"));
        assertTrue(header(answer, "content-security-policy").contains("default-src 'none'"));
        assertEquals("nosniff", header(answer, "x-content-type-options"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | gzip",
                "br, gzip;q=0.5 | gzip",
                "GZIP | gzip",
                "gzip;q=0 | ''",
                "identity | ''",
                "x-gzip | ''"
            })
    void shouldPackWhereTheBrowserUnpacks(final String accepted, final String packing) throws Exception {
        final HttpResponse<String> answer =
                browser.send("GET", litAddress(), null, Map.of("accept-encoding", accepted));

        assertEquals(packing, answer.headers().firstValue("content-encoding").orElse(""));
        assertEquals("accept-encoding", header(answer, "vary").toLowerCase(Locale.ROOT));
        assertEquals(!packing.isEmpty(), header(answer, "etag").endsWith("-gz\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG", "W/TAG", "\"x\", TAG", "*"})
    void shouldSendNothingThatTheBrowserHas(final String known) throws Exception {
        final String tag = header(browser.get("/now"), "etag");

        final HttpResponse<String> answer =
                browser.send("GET", "/now", null, Map.of("if-none-match", known.replace("TAG", tag)));
        final HttpResponse<String> other = browser.send("GET", "/now", null, Map.of("if-none-match", "\"other\""));

        assertEquals(304, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(tag, header(answer, "etag"));
        assertEquals(200, other.statusCode());
    }

    @Test
    void shouldTellTheLengthToWhoeverAsksForTheHeadOnly() throws Exception {
        final String body = browser.get("/now").body();

        final HttpResponse<String> head = browser.send("HEAD", "/now", null, Map.of());

        assertEquals(200, head.statusCode());
        assertEquals(body.getBytes(StandardCharsets.UTF_8).length, Integer.parseInt(header(head, "content-length")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void shouldTakeNothing(final String method) throws Exception {
        final HttpResponse<String> answer = browser.send(method, "/now", null, Map.of());

        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD", header(answer, "allow"));
        assertTrue(answer.body().contains("METHOD_NOT_ALLOWED"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/",
                "/assets/main.js",
                "/assets/00000000000000000000/js/main.js",
                "/NOW",
                "/now/",
                "//now",
                "/%6eow",
                "/now%00",
                "/now;x",
                "/index.html",
                "/shell.html",
                "/js/main.js",
                "/favicon.ico",
                "/console",
                "/console/sign-in",
                "/console/session/"
            })
    void shouldHaveNothingAtOtherPaths(final String path) throws Exception {
        final HttpResponse<String> answer = browser.get(path);

        assertEquals(404, answer.statusCode(), path);
        assertEquals("application/problem+json", header(answer, "content-type"));
        assertEquals("no-store", header(answer, "cache-control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2e%2e/%2e%2e/shell.html",
                "../../shell.html",
                "js/../../shell.html",
                "js/..%2f..%2fshell.html",
                "js\\main.js",
                "js//main.js",
                "console/Console.class",
                "js/main.js%20"
            })
    void shouldNotBeLedOutOfItsFolder(final String name) throws Exception {
        final String root = mainAddress().replace("js/main.js", "");

        final String answer = raw("GET " + root + name + " HTTP/1.1");

        assertTrue(answer.startsWith("HTTP/1.1 404 ") || answer.startsWith("HTTP/1.1 400 "), answer);
        assertFalse(answer.contains("{{assets}}"), answer);
    }

    @Test
    void shouldOpenForWhoeverFollowsALinkToAPage() throws Exception {
        assertEquals(200, browser.open("/live", "cross-site").statusCode());
        assertEquals(200, browser.open("/live", "none").statusCode());
    }

    @Test
    void shouldGivePagesOfOtherSitesNothingOnAnOpenNode() throws Exception {
        final Map<String, String> frame =
                Map.of("sec-fetch-site", "cross-site", "sec-fetch-mode", "navigate", "sec-fetch-dest", "iframe");
        final Map<String, String> script =
                Map.of("sec-fetch-site", "cross-site", "sec-fetch-mode", "no-cors", "sec-fetch-dest", "script");

        assertEquals(403, browser.send("GET", "/live", null, frame).statusCode());
        assertEquals(403, browser.send("GET", mainAddress(), null, script).statusCode());
        assertEquals(403, browser.open("/openapi.json", "cross-site").statusCode());
        assertEquals(403, browser.open("/console/session", "cross-site").statusCode());
        assertTrue(raw("GET /live HTTP/1.1\r\nsec-fetch-mode: navigate\r\nsec-fetch-dest: document", "evil.example")
                .startsWith("HTTP/1.1 403 "));
    }

    @Test
    void shouldServeNothingWhereItIsSwitchedOff() throws Exception {
        try (Node off = TestGateways.start(Map.of(Property.CONSOLE_ENABLED, "false"), TestTables.tenants("default"))) {
            final TestBrowser other = new TestBrowser(off.adminPort());

            assertEquals(404, other.get("/").statusCode());
            assertEquals(404, other.get("/now").statusCode());
            assertEquals(404, other.get("/console/session").statusCode());
            assertEquals(404, other.get(mainAddress()).statusCode());
        }
    }

    private static String mainAddress() throws Exception {
        final Matcher matcher = Pattern.compile("src=\"(/assets/[^\"]+/js/main.js)\"")
                .matcher(browser.get("/").body());
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    private static String litAddress() throws Exception {
        return mainAddress().replace("js/main.js", "lib/lit-html/lit-html.js");
    }

    private static String raw(final String head) throws Exception {
        return raw(head, "127.0.0.1:" + server.adminPort());
    }

    private static String raw(final String head, final String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.adminPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head + "\r\nhost: " + host + "\r\nconnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            final ByteArrayOutputStream all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private static String header(final HttpResponse<?> answer, final String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
