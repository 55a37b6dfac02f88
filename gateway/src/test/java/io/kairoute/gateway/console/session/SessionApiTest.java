package io.kairoute.gateway.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.console.TestBrowser;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.identity.TestKeys;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session may ask of the API, on a node that wants keys and on one that asks nobody. */
class SessionApiTest {
    private static final String SESSION = "/console/session";

    @TempDir
    static Path dir;

    private static Node closed;
    private static Node open;

    @BeforeAll
    static void start() throws Exception {
        final TestKeys keys = new TestKeys();
        for (final Role role : Role.given()) {
            keys.add("kr_" + role.label(), "bank", role, "");
        }
        closed = TestGateways.start(
                Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        keys.write(dir.resolve("keys.yaml")).toString()),
                Served.of(TestTables.tenants("default", "bank")).with(TestAdminService.services()));
        open = TestGateways.start(
                Served.of(TestTables.tenants("default", "bank")).with(TestAdminService.services()));
    }

    @AfterAll
    static void stop() {
        closed.close();
        open.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ANY")
    void shouldLetASessionDoWhatItsRoleMayAndNothingElse(final Role given) throws Exception {
        final TestBrowser browser = signedIn("kr_" + given.label());

        for (final Role needed : Role.given()) {
            final HttpResponse<String> answer = ask(browser, needed);
            final boolean isAllowed = given == needed || given == Role.ADMIN;

            assertEquals(isAllowed ? 200 : 403, answer.statusCode(), given + " asks for " + needed + answer.body());
            assertTrue(
                    answer.body().contains(isAllowed ? "key:kr_" + given.label() + "@bank" : "ROLE_MISSING"),
                    answer.body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-kairoute-console | ''                       | 403 | NOT_FROM_CONSOLE",
                "content-type       | ''                       | 415 | UNSUPPORTED_MEDIA_TYPE",
                "content-type       | text/plain               | 415 | UNSUPPORTED_MEDIA_TYPE",
                "origin             | http://127.0.0.1:1       | 403 | NOT_FROM_CONSOLE",
                "origin             | https://evil.example     | 403 | FOREIGN_PAGE",
                "sec-fetch-site     | same-site                | 403 | NOT_FROM_CONSOLE",
                "x-api-key          | wrong                    | 401 | UNAUTHENTICATED",
                "x-api-key          | kr_route                 | 403 | ROLE_MISSING"
            })
    void shouldChangeNothingForAPageThatIsNotTheConsoles(
            final String header, final String value, final int status, final String reason) throws Exception {
        final TestBrowser browser = signedIn("kr_operator");
        final Map<String, String> headers = new HashMap<>(browser.own());
        headers.remove(header);
        if (!value.isEmpty()) {
            headers.put(header, value);
        }

        final HttpResponse<String> answer =
                browser.send("POST", TestAdminService.path(Role.OPERATOR, "bank", "t"), "{}", headers);

        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(reason), answer.body());
    }

    @Test
    void shouldCountNoSessionWhereTheApiIsSpokenAsPagesOfOthersCan() throws Exception {
        final TestBrowser browser = signedIn("kr_operator");
        final Map<String, String> headers = new HashMap<>(browser.own());
        headers.put("content-type", "application/grpc-web+proto");

        final HttpResponse<String> answer = browser.send("POST", "/test.v1.ThingService/OperatorThing", "", headers);

        assertTrue(answer.body().contains("grpc-status:7"), answer.body());
    }

    @Test
    void shouldKeepASessionWithinItsTenant() throws Exception {
        final HttpResponse<String> answer =
                signedIn("kr_viewer").get(TestAdminService.path(Role.VIEWER, "default", "t"));

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("WRONG_TENANT"), answer.body());
    }

    @Test
    void shouldSetDownWhatIsDoneOnAnOpenNodeUnderTheNameThatWasChosen() throws Exception {
        final TestBrowser browser = new TestBrowser(open.adminPort());
        browser.write("POST", SESSION, "{\"name\":\"Ana\"}");

        final String named = ask(browser, Role.OPERATOR).body();
        final String program = new TestBrowser(open.adminPort())
                .send(
                        "POST",
                        TestAdminService.path(Role.OPERATOR, "bank", "t"),
                        "{}",
                        Map.of("content-type", "application/json"))
                .body();

        assertTrue(named.contains("open:Ana@bank"), named);
        assertTrue(program.contains("anybody@bank"), program);
    }

    @Test
    void shouldDoNothingInNobodysNameForAPageOfTheConsoleWhoseCookieIsGone() throws Exception {
        final TestBrowser browser = new TestBrowser(open.adminPort());
        browser.write("POST", SESSION, "{\"name\":\"Ana\"}");
        browser.cookies().clear();

        final HttpResponse<String> seen = ask(browser, Role.VIEWER);
        final HttpResponse<String> done = ask(browser, Role.OPERATOR);

        assertEquals(200, seen.statusCode(), seen.body());
        assertEquals(401, done.statusCode(), done.body());
        assertTrue(done.body().contains("SESSION_OVER"), done.body());
    }

    @Test
    void shouldShowEverythingOnAnOpenNodeAndDoNothingForASessionThatIsOver() throws Exception {
        final TestBrowser browser = new TestBrowser(open.adminPort());
        browser.cookies().put("kairoute-" + open.adminPort(), "of-the-start-before");

        final HttpResponse<String> seen = ask(browser, Role.VIEWER);
        final HttpResponse<String> done = ask(browser, Role.OPERATOR);

        assertEquals(200, seen.statusCode(), seen.body());
        assertEquals(401, done.statusCode(), done.body());
        assertTrue(done.body().contains("SESSION_OVER"), done.body());
    }

    @Test
    void shouldCountNoCookieOnTheRouteListener() throws Exception {
        final TestBrowser browser = signedIn("kr_route");
        final TestBrowser other = new TestBrowser(closed.routePort());
        other.cookies().putAll(browser.cookies());
        browser.cookies().forEach((name, value) -> other.cookies().put("kairoute-" + closed.routePort(), value));

        final HttpResponse<String> answer =
                other.send("POST", "/v1/route", "{}", Map.of("content-type", "application/json"));

        assertEquals(401, answer.statusCode(), answer.body());
    }

    private static HttpResponse<String> ask(final TestBrowser browser, final Role needed) throws Exception {
        final String path = TestAdminService.path(needed, "bank", "t");
        return needed == Role.VIEWER ? browser.get(path) : browser.write("POST", path, "{}");
    }

    private static TestBrowser signedIn(final String key) throws Exception {
        final TestBrowser browser = new TestBrowser(closed.adminPort());
        assertEquals(
                200,
                browser.write("POST", SESSION, "{\"api_key\":\"" + key + "\"}").statusCode());
        return browser;
    }
}
