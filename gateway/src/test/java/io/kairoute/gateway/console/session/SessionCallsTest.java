package io.kairoute.gateway.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.console.TestBrowser;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.TestKeys;
import io.kairoute.gateway.node.Node;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with an API key on a node that asks for one. */
class SessionCallsTest {
    private static final String SESSION = "/console/session";

    /** Viewers alone may read it. */
    private static final String VIEWERS_PAGE = "/metrics";

    @TempDir
    static Path dir;

    private static Path keys;
    private static Node server;
    private TestBrowser browser;

    @BeforeAll
    static void start() throws Exception {
        keys = dir.resolve("keys.yaml");
        writeKeys("kr_leaving");
        server = TestGateways.start(
                Map.of(Property.IDENTITY_CREDENTIALS, keys.toString(), Property.IDENTITY_RELOAD, "100ms"),
                TestTables.tenants("default", "bank"));
    }

    private static void writeKeys(final String leaving) throws Exception {
        Files.writeString(keys, "");
        new TestKeys()
                .add("kr_eye", "bank", Role.VIEWER, "")
                .add("kr_ops", "bank", Role.ADMIN, "")
                .add("kr_pbx", "bank", Role.ROUTE, "")
                .add(leaving, "bank", Role.VIEWER, "")
                .write(keys);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = new TestBrowser(server.adminPort());
    }

    @Test
    void shouldSayHowOneSignsInToWhoeverIsNot() throws Exception {
        final HttpResponse<String> answer = browser.get(SESSION);

        assertEquals(200, answer.statusCode());
        assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
        final JsonNode said = json(answer);
        assertFalse(said.get("signed_in").booleanValue());
        assertFalse(said.get("open").booleanValue());
        assertEquals("[\"KEY\"]", said.get("ways").toString());
        assertEquals("", said.get("name").textValue());
    }

    @Test
    void shouldExchangeAKeyForASessionThatCountsUntilItIsEnded() throws Exception {
        final HttpResponse<String> begun = signIn("kr_ops");
        final JsonNode said = json(browser.get(SESSION));
        final int seen = browser.get(VIEWERS_PAGE).statusCode();
        final String cookies = browser.cookies().toString();
        final HttpResponse<String> ended = browser.write("DELETE", SESSION, "");

        assertEquals(200, begun.statusCode(), begun.body());
        assertTrue(said.get("signed_in").booleanValue());
        assertEquals("key:kr_ops", said.get("name").textValue());
        assertEquals("kr_ops", said.get("shown").textValue());
        assertEquals("bank", said.get("tenant").textValue());
        assertEquals("[\"bank\"]", said.get("tenants").toString());
        assertEquals("[\"admin\"]", said.get("roles").toString());
        assertTrue(Instant.parse(said.get("session_end").textValue())
                .isAfter(Instant.now().plusSeconds(11 * 3_600)));
        assertEquals(200, seen);
        assertFalse(cookies.contains("kr_ops"), "the key is kept by the browser: " + cookies);
        assertFalse(json(ended).get("signed_in").booleanValue());
        assertEquals(Map.of(), browser.cookies());
        assertEquals(401, browser.get(VIEWERS_PAGE).statusCode());
    }

    @Test
    void shouldSetACookieThatNoScriptAndNoOtherSiteGets() throws Exception {
        final String cookie =
                signIn("kr_eye").headers().firstValue("set-cookie").orElseThrow();

        assertTrue(cookie.startsWith("kairoute-" + server.adminPort() + "="), cookie);
        assertTrue(cookie.contains("; HttpOnly"), cookie);
        assertTrue(cookie.contains("; SameSite=Strict"), cookie);
        assertTrue(cookie.contains("; Path=/;"), cookie);
        assertTrue(cookie.contains("; Max-Age=43200"), cookie);
        assertFalse(cookie.contains("Domain"), cookie);
        // In clear text on loopback a browser would not take it with that.
        assertFalse(cookie.contains("Secure"), cookie);
    }

    @Test
    void shouldEndTheSessionAtOnceWhenItsKeyIsTakenBack() throws Exception {
        signIn("kr_leaving");
        assertEquals(200, browser.get(VIEWERS_PAGE).statusCode());

        writeKeys("kr_another");

        final HttpResponse<String> answer = awaitRefusal();
        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("SESSION_OVER"), answer.body());
        assertFalse(json(browser.get(SESSION)).get("signed_in").booleanValue());
        assertEquals(Map.of(), browser.cookies(), "the browser keeps a session that is over");
    }

    private HttpResponse<String> awaitRefusal() throws Exception {
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        HttpResponse<String> answer = browser.get(VIEWERS_PAGE);
        while (answer.statusCode() == 200 && System.nanoTime() < untilNs) {
            answer = browser.get(VIEWERS_PAGE);
        }
        return answer;
    }

    @Test
    void shouldGiveASessionTheRolesOfItsKeyAndNoMore() throws Exception {
        signIn("kr_pbx");

        final HttpResponse<String> answer = browser.get(VIEWERS_PAGE);

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("ROLE_MISSING"), answer.body());
    }

    @Test
    void shouldNeverGoOnUnderASessionNameThatItDidNotMake() throws Exception {
        final String name = "kairoute-" + server.adminPort();
        browser.cookies().put(name, "chosen-by-somebody-else");

        signIn("kr_eye");
        final String first = browser.cookies().get(name);
        signIn("kr_eye");
        final String second = browser.cookies().get(name);
        browser.cookies().put(name, String.valueOf(first));

        assertNotEquals("chosen-by-somebody-else", first);
        assertNotEquals(first, second);
        assertEquals(401, browser.get(VIEWERS_PAGE).statusCode(), "the session before goes on");
    }

    @Test
    void shouldTakeNeitherOfTwoCookiesOfOneName() throws Exception {
        signIn("kr_eye");
        final String name = "kairoute-" + server.adminPort();
        final String value = String.valueOf(browser.cookies().get(name));
        browser.cookies().clear();

        for (final String tossed :
                List.of(name + "=tossed; " + name + "=" + value, name + "=" + value + ";" + name + "=x")) {
            final HttpResponse<String> answer = browser.send("GET", VIEWERS_PAGE, null, Map.of("cookie", tossed));

            assertEquals(401, answer.statusCode(), tossed);
        }
        assertEquals(
                200,
                browser.send("GET", VIEWERS_PAGE, null, Map.of("cookie", "a=b; " + name + "=" + value + "; c"))
                        .statusCode());
    }

    @Test
    void shouldNotOpenABrowsersOwnBoxForAPasswordOverThePage() throws Exception {
        final String ofPage = browser.get(VIEWERS_PAGE)
                .headers()
                .firstValue("www-authenticate")
                .orElse("");
        final String ofPerson = browser.open(VIEWERS_PAGE, "none")
                .headers()
                .firstValue("www-authenticate")
                .orElse("");

        assertEquals("Bearer", ofPage);
        assertTrue(ofPerson.contains("Basic"), ofPerson);
    }

    /** What another page, or a careless one, can make a browser send: with the cookie, since a port is no site. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | ''                        | same-origin |   | ''               | 200",
                "GET    | ''                        | none        |   | ''               | 200",
                "GET    | ''                        | ''          |   | ''               | 200",
                "GET    | OWN                       | ''          |   | ''               | 200",
                "GET    | ''                        | same-site   |   | ''               | 403",
                "GET    | ''                        | cross-site  |   | ''               | 403",
                "GET    | http://127.0.0.1:1        | ''          |   | ''               | 403",
                "GET    | https://evil.example      | ''          |   | ''               | 403",
                "GET    | null                      | ''          |   | ''               | 403",
                "DELETE | OWN                       | same-origin | 1 | application/json | 200",
                "DELETE | OWN                       | ''          | 1 | ''               | 200",
                "DELETE | ''                        | ''          | 1 | application/json | 200",
                "DELETE | OWN                       | same-origin |   | application/json | 403",
                "DELETE | OWN                       | same-origin | 1 | text/plain       | 403",
                "DELETE | OWN                       | same-origin | 1 | multipart/form-data; boundary=x | 403",
                "DELETE | OWN                       | same-origin | 1 | application/x-www-form-urlencoded | 403",
                "DELETE | OWN                       | same-site   | 1 | application/json | 403",
                "DELETE | OWN                       | cross-site  | 1 | application/json | 403",
                "DELETE | null                      | same-origin | 1 | application/json | 403",
                "DELETE | http://127.0.0.1:1        | ''          | 1 | application/json | 403",
                "DELETE | https://127.0.0.1:PORT    | ''          | 1 | application/json | 403",
                "DELETE | http://localhost:PORT     | ''          | 1 | application/json | 403",
                "DELETE | http://127.0.0.1:PORT.evil.example | '' | 1 | application/json | 403"
            })
    void shouldCountASessionForTheConsolesOwnPagesOnly(
            final String method,
            final String origin,
            final String site,
            final String header,
            final String type,
            final int status)
            throws Exception {
        signIn("kr_ops");
        final Map<String, String> headers = new HashMap<>();
        put(headers, "origin", origin.replace("OWN", browser.origin()).replace("PORT", "" + server.adminPort()));
        put(headers, "sec-fetch-site", site);
        put(headers, "x-kairoute-console", header == null ? "" : header);
        put(headers, "content-type", type);
        final String path = method.equals("GET") ? VIEWERS_PAGE : SESSION;

        final HttpResponse<String> answer = browser.send(method, path, null, headers);

        assertEquals(status, answer.statusCode(), answer.body());
        if (status == 403) {
            assertTrue(answer.body().matches("(?s).*(NOT_FROM_CONSOLE|FOREIGN_PAGE).*"), answer.body());
            assertTrue(json(browser.get(SESSION)).get("signed_in").booleanValue(), "it was ended all the same");
        }
    }

    @Test
    void shouldBeginNoSessionForAPageOfAnotherSite() throws Exception {
        final Map<String, String> headers = browser.own();
        headers.put("origin", "http://127.0.0.1:1");

        final HttpResponse<String> answer = browser.send("POST", SESSION, "{\"api_key\":\"kr_eye\"}", headers);

        assertEquals(403, answer.statusCode());
        assertEquals(Map.of(), browser.cookies());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"api_key\":\"kr_nobody\"}                | 401 | KEY_UNKNOWN",
                "{\"api_key\":\"KR_EYE\"}                   | 401 | KEY_UNKNOWN",
                "{\"api_key\":\"\"}                         | 400 | KEY_NEEDED",
                "{\"name\":\"ana\"}                         | 400 | KEY_NEEDED",
                "{}                                         | 400 | KEY_NEEDED",
                "{\"api_key\":[\"kr_eye\"]}                 | 400 | SIGN_IN_NOT_UNDERSTOOD",
                "{\"api_key\":\"kr_eye\",\"api_key\":\"x\"} | 400 | SIGN_IN_NOT_UNDERSTOOD",
                "{\"api_key\":\"kr_eye\",\"role\":\"admin\"} | 400 | SIGN_IN_NOT_UNDERSTOOD",
                "{\"api_key\":\"kr_eye\"} {}                | 400 | SIGN_IN_NOT_UNDERSTOOD",
                "[]                                         | 400 | SIGN_IN_NOT_UNDERSTOOD",
                "`` | 400 | SIGN_IN_NOT_UNDERSTOOD",
                "{\"api_key\":\"kr_ops\",\"wall\":true}     | 403 | TICKET_TOO_STRONG",
                "{\"api_key\":\"kr_pbx\",\"wall\":true}     | 403 | TICKET_TOO_STRONG"
            })
    void shouldSayWhatIsWrongWithASignIn(final String body, final int status, final String reason) throws Exception {
        final HttpResponse<String> answer = browser.write("POST", SESSION, body);

        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(reason), answer.body());
        assertFalse(answer.body().contains("kr_"), "what was sent comes back");
        assertEquals(Map.of(), browser.cookies());
    }

    @Test
    void shouldTakeNoMoreThanASignInNeeds() throws Exception {
        final HttpResponse<String> answer =
                browser.write("POST", SESSION, "{\"api_key\":\"" + "k".repeat(8_000) + "\"}");

        assertEquals(413, answer.statusCode());
    }

    @Test
    void shouldNotWaitForASignInThatNeverComes() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.adminPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST /console/session HTTP/1.1\r\nhost: 127.0.0.1\r\nx-kairoute-console: 1\r\n"
                                    + "content-type: application/json\r\ncontent-length: 40\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            final ByteArrayOutputStream all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);

            assertTrue(all.toString(StandardCharsets.UTF_8).contains("BODY_TOO_SLOW"), all::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "OPTIONS"})
    void shouldTakeNoOtherMethod(final String method) throws Exception {
        assertEquals(405, browser.write(method, SESSION, "{}").statusCode());
    }

    @Test
    void shouldLetAScreenLookByAKeyThatMayDoNothingElse() throws Exception {
        final HttpResponse<String> begun = browser.write("POST", SESSION, "{\"api_key\":\"kr_eye\",\"wall\":true}");
        final String cookie = begun.headers().firstValue("set-cookie").orElseThrow();

        assertEquals(200, begun.statusCode(), begun.body());
        assertTrue(json(begun).get("wall").booleanValue());
        assertTrue(cookie.startsWith("kairoute-wall-" + server.adminPort() + "="), cookie);
        assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
        assertTrue(cookie.contains("; Max-Age=7776000"), cookie);
        assertEquals(200, browser.get(VIEWERS_PAGE).statusCode());
        assertTrue(
                browser.get(SESSION)
                        .headers()
                        .firstValue("set-cookie")
                        .orElse("")
                        .contains("Max-Age=7776000"),
                "it is renewed while it is used");
        assertEquals(
                403,
                browser.send("GET", VIEWERS_PAGE, null, Map.of("sec-fetch-site", "cross-site"))
                        .statusCode());
    }

    @Test
    void shouldLetTheScreenGoOnWhenTheNodeStartsAnew() throws Exception {
        browser.write("POST", SESSION, "{\"api_key\":\"kr_eye\",\"wall\":true}");
        final String ticket = browser.cookies().get("kairoute-wall-" + server.adminPort());
        try (Node anew = TestGateways.start(
                Map.of(Property.IDENTITY_CREDENTIALS, keys.toString()), TestTables.tenants("default", "bank"))) {
            final TestBrowser screen = new TestBrowser(anew.adminPort());
            screen.cookies().put("kairoute-wall-" + anew.adminPort(), String.valueOf(ticket));

            assertEquals(200, screen.get(VIEWERS_PAGE).statusCode());
            assertTrue(json(screen.get(SESSION)).get("wall").booleanValue());
        }
    }

    @Test
    void shouldTakeAStrongKeyForNoTicketHoweverItCameIntoTheCookie() throws Exception {
        browser.cookies().put("kairoute-wall-" + server.adminPort(), "kr_ops");

        assertEquals(401, browser.get(VIEWERS_PAGE).statusCode());
    }

    @Test
    void shouldEndTheSessionThatAScreenHadBefore() throws Exception {
        signIn("kr_ops");
        final String name = "kairoute-" + server.adminPort();
        final String before = String.valueOf(browser.cookies().get(name));
        browser.write("POST", SESSION, "{\"api_key\":\"kr_eye\",\"wall\":true}");

        browser.cookies().clear();
        browser.cookies().put(name, before);

        assertEquals(401, browser.get(VIEWERS_PAGE).statusCode(), "whoever stands at the screen is an admin");
    }

    @Test
    void shouldTakeTheTicketAwayFromAScreenThatSignsOut() throws Exception {
        browser.write("POST", SESSION, "{\"api_key\":\"kr_eye\",\"wall\":true}");

        browser.write("DELETE", SESSION, "");

        assertEquals(Map.of(), browser.cookies());
    }

    @Test
    void shouldHaveTheBrowserForgetASessionThatIsOver() throws Exception {
        browser.cookies().put("kairoute-" + server.adminPort(), "of-a-start-before");

        assertFalse(json(browser.get(SESSION)).get("signed_in").booleanValue());
        assertEquals(Map.of(), browser.cookies());
    }

    @Test
    void shouldCountAKeyThatNobodyHas() throws Exception {
        final double before = refusedKeys();

        signIn("kr_guessed");

        assertEquals(before + 1, refusedKeys());
    }

    private double refusedKeys() throws Exception {
        final TestBrowser eye = new TestBrowser(server.adminPort());
        eye.write("POST", SESSION, "{\"api_key\":\"kr_eye\"}");
        return eye.get(VIEWERS_PAGE)
                .body()
                .lines()
                .filter(line -> line.startsWith("kairoute_credentials_refused_total{"))
                .filter(line -> line.contains("\"UNKNOWN\"") && line.contains("\"admin\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void shouldNotSwallowCookiesOfAnySize() throws Exception {
        browser.cookies().put("x", "y".repeat(20_000));

        assertEquals(431, browser.get(SESSION).statusCode());
    }

    @Test
    void shouldChooseAmongTenantsOnlyWhereThereAreSeveral() throws Exception {
        assertTrue(browser.write("PUT", SESSION, "{\"tenant\":\"bank\"}").body().contains("SESSION_OVER"));
        signIn("kr_eye");

        final HttpResponse<String> answer = browser.write("PUT", SESSION, "{\"tenant\":\"default\"}");

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("WRONG_TENANT"), answer.body());
    }

    private HttpResponse<String> signIn(final String key) throws Exception {
        return browser.write("POST", SESSION, "{\"api_key\":\"" + key + "\"}");
    }

    private static void put(final Map<String, String> headers, final String name, final String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }

    private static JsonNode json(final HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
