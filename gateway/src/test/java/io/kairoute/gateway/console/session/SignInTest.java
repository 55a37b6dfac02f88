package io.kairoute.gateway.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.console.TestBrowser;
import io.kairoute.gateway.identity.TestIssuer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at the issuer, and each way in which that comes to nothing. */
class SignInTest {
    private static final String BEGIN = "/console/sign-in";
    private static final String CALLBACK = "/console/callback";
    private static final String ORIGIN = "https://console.example";
    private static final String SESSION = "__Host-kairoute";
    private static final String FLOW = "__Host-kairoute-flow";

    @TempDir
    Path dir;

    private SignInIssuer issuer;
    private SignInServer server;
    private TestBrowser browser;

    @BeforeEach
    void start() throws Exception {
        issuer = new SignInIssuer();
        final Map<Property, String> properties = new EnumMap<>(Property.class);
        properties.put(Property.IDENTITY_JWT_ISSUER, issuer.name());
        properties.put(Property.IDENTITY_JWT_AUDIENCE, "kairoute");
        properties.put(Property.IDENTITY_JWT_KEYS, issuer.name() + "/jwks");
        properties.put(Property.CONSOLE_PUBLIC_URL, ORIGIN + "/");
        properties.put(Property.CONSOLE_CLIENT_ID, SignInIssuer.CLIENT);
        properties.put(
                Property.CONSOLE_CLIENT_SECRET_FILE,
                Files.writeString(dir.resolve("secret"), SignInIssuer.SECRET + "\n")
                        .toString());
        properties.put(Property.CONSOLE_SCOPES, "openid,profile");
        server = new SignInServer(properties);
        browser = new TestBrowser(server.port());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        issuer.close();
    }

    @Test
    void shouldAskTheIssuerForACodeAndRememberTheQuestionInTheBrowser() throws Exception {
        final HttpResponse<String> answer = browser.open(BEGIN + "?to=/live", "same-origin");
        final String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        final Map<String, String> asked = asked(answer);

        assertEquals(302, answer.statusCode());
        assertTrue(
                answer.headers().firstValue("location").orElse("").startsWith(issuer.name() + "/authorize?realm=a&"));
        assertEquals("code", asked.get("response_type"));
        assertEquals(SignInIssuer.CLIENT, asked.get("client_id"));
        assertEquals(ORIGIN + CALLBACK, asked.get("redirect_uri"));
        assertEquals("openid profile", asked.get("scope"));
        assertEquals("S256", asked.get("code_challenge_method"));
        assertEquals(43, String.valueOf(asked.get("state")).length());
        assertTrue(cookie.startsWith(FLOW + "="), cookie);
        assertTrue(cookie.contains("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure"), cookie);
        assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    }

    @Test
    void shouldTellAtWhichAddressSessionsAreBegun() throws Exception {
        final HttpResponse<String> answer = browser.open("/console/session", "same-origin");

        assertTrue(answer.body().contains("\"address\":\"" + ORIGIN + "\""), answer.body());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeginASessionAndMoveOnByAPageOfItsOwn(final boolean takesForms) throws Exception {
        issuer.takesForms = takesForms;

        final HttpResponse<String> back = signIn("/live?tenant=bank&x='\"");
        final List<String> cookies = back.headers().allValues("set-cookie");

        assertEquals(200, back.statusCode(), back.body());
        assertTrue(back.body().contains("content=\"0;url=/live?tenant=bank&amp;x=&#39;&quot;\""), back.body());
        assertFalse(back.body().contains("<script"), back.body());
        assertEquals("no-store", back.headers().firstValue("cache-control").orElse(""));
        assertTrue(
                back.headers().firstValue("content-security-policy").orElse("").startsWith("default-src 'none'"));
        assertTrue(
                cookies.stream()
                        .anyMatch(cookie -> cookie.startsWith(SESSION + "=")
                                && cookie.contains("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure")),
                cookies::toString);
        assertTrue(
                cookies.stream().anyMatch(cookie -> cookie.startsWith(FLOW + "=; ") && cookie.contains("Max-Age=0")));
        assertEquals("jwt:" + issuer.name() + "#ana of 1", browser.get("/who").body());
        final String said = browser.get("/console/session").body();
        assertTrue(said.contains("\"shown\":\"ana\""), said);
        assertTrue(said.contains("\"ways\":[\"KEY\",\"ISSUER\"]"), said);
        assertTrue(said.contains("\"roles\":[\"viewer\",\"operator\"]"), said);
        assertFalse(said.contains("eyJ"), "a token left the node");
    }

    @Test
    void shouldBeginUnderANameThatNobodyCouldHaveSetBefore() throws Exception {
        browser.cookies().put(SESSION, "fixed-by-somebody");
        signIn("/now");
        final String first = String.valueOf(browser.cookies().get(SESSION));
        signIn("/now");
        final String second = String.valueOf(browser.cookies().get(SESSION));
        browser.cookies().put(SESSION, first);

        assertNotEquals("fixed-by-somebody", first);
        assertNotEquals(first, second);
        assertEquals(401, browser.get("/who").statusCode());
    }

    @Test
    void shouldEndTheSessionByItsClock() throws Exception {
        signIn("/now");
        server.nowMs.addAndGet(3_599_000);
        final int used = browser.get("/who").statusCode();
        server.nowMs.addAndGet(3_600_000);

        final HttpResponse<String> idle = browser.get("/who");

        assertEquals(200, used);
        assertEquals(401, idle.statusCode());
        assertTrue(idle.body().contains("SESSION_OVER"), idle.body());
    }

    @Test
    void shouldHaveTheBrowserForgetASessionThatEndedByItsClock() throws Exception {
        signIn("/now");
        server.nowMs.addAndGet(3_600_000);

        final HttpResponse<String> chosen = choose("bank");
        final HttpResponse<String> said = browser.get("/console/session");

        assertEquals(401, chosen.statusCode());
        assertTrue(chosen.body().contains("SESSION_OVER"), chosen.body());
        assertTrue(said.body().contains("\"signed_in\":false"), said.body());
        assertFalse(browser.cookies().containsKey(SESSION), browser.cookies()::toString);
        assertEquals(401, browser.get("/who").statusCode());
    }

    @Test
    void shouldKeepASessionWhosePageAsksForItNowAndThen() throws Exception {
        signIn("/now");
        server.nowMs.addAndGet(3_599_000);
        browser.get("/console/session");
        server.nowMs.addAndGet(3_599_000);

        assertEquals(200, browser.get("/who").statusCode());
    }

    @Test
    void shouldTakeACodeOfTheGreatestLengthToTheIssuer() throws Exception {
        final String state = asked(browser.open(BEGIN, "same-origin")).get("state");

        assertEnd(
                "CODE_REFUSED",
                400,
                browser.open(CALLBACK + "?state=" + state + "&code=" + "c".repeat(4_096), "cross-site"));
    }

    @Test
    void shouldTakeNoCodeOfAnyLength() throws Exception {
        final String state = asked(browser.open(BEGIN, "same-origin")).get("state");

        assertEnd(
                "ISSUER_UNCLEAR",
                502,
                browser.open(CALLBACK + "?state=" + state + "&code=" + "c".repeat(4_097), "cross-site"));
    }

    @Test
    void shouldLetWhoeverHasSeveralTenantsChooseOneAndDoNothingBefore() throws Exception {
        issuer.claims = claims -> claims.claim("kairoute_tenant", List.of("shop", "bank", "elsewhere"));
        signIn("/now");

        final HttpResponse<String> before = browser.get("/who");
        final String said = browser.get("/console/session").body();
        final HttpResponse<String> foreign = choose("default");
        final HttpResponse<String> chosen = choose("shop");

        assertEquals(403, before.statusCode());
        assertTrue(before.body().contains("TENANT_CHOICE"), before.body());
        assertTrue(said.contains("\"tenant\":\"\",\"tenants\":[\"bank\",\"shop\"],\"roles\":[]"), said);
        assertEquals(403, foreign.statusCode());
        assertTrue(foreign.body().contains("WRONG_TENANT"), foreign.body());
        assertEquals(200, chosen.statusCode());
        assertTrue(browser.get("/who").body().endsWith(" of 2"));
    }

    @Test
    void shouldTakeNoAnswerWithoutAQuestionFromThisBrowser() throws Exception {
        assertEnd("SIGN_IN_NOT_BEGUN", 400, browser.open(CALLBACK + "?code=x&state=y", "cross-site"));
        browser.cookies().put(FLOW, "1.a.b.c.d.e");
        assertEnd("SIGN_IN_NOT_BEGUN", 400, browser.open(CALLBACK + "?code=x&state=y", "cross-site"));
    }

    @Test
    void shouldTakeNoAnswerTwice() throws Exception {
        final HttpResponse<String> begun = browser.open(BEGIN, "same-origin");
        final String back = back(begun);
        final String flow = String.valueOf(browser.cookies().get(FLOW));
        browser.open(back, "cross-site");
        final String session = String.valueOf(browser.cookies().get(SESSION));

        assertEnd("SIGN_IN_NOT_BEGUN", 400, browser.open(back, "cross-site"));
        browser.cookies().put(FLOW, flow);
        assertEnd("CODE_REFUSED", 400, browser.open(back, "cross-site"));
        assertEquals(session, browser.cookies().get(SESSION), "the session before is gone");
    }

    @Test
    void shouldTakeAnAnswerUpToTenMinutes() throws Exception {
        final String back = back(browser.open(BEGIN, "same-origin"));
        server.nowMs.addAndGet(599_999);

        assertEquals(200, browser.open(back, "cross-site").statusCode());
    }

    @Test
    void shouldTakeNoAnswerAfterTenMinutes() throws Exception {
        final String back = back(browser.open(BEGIN, "same-origin"));
        server.nowMs.addAndGet(600_000);

        assertEnd("SIGN_IN_EXPIRED", 400, browser.open(back, "cross-site"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=other&code=c                             | SIGN_IN_MIXED_UP | 400",
                "code=c                                         | SIGN_IN_MIXED_UP | 400",
                "state=STATE&state=STATE&code=c                 | SIGN_IN_MIXED_UP | 400",
                "state=STATE&code=c&iss=https://evil.example    | SIGN_IN_MIXED_UP | 400",
                "state=STATE                                    | ISSUER_UNCLEAR   | 502",
                "state=STATE&code=a&code=b                      | ISSUER_UNCLEAR   | 502",
                "state=STATE&error=access_denied                | SIGN_IN_DENIED   | 403",
                "state=STATE&error=%3Cscript%3E                 | SIGN_IN_DENIED   | 403",
                "state=STATE&error=temporarily_unavailable      | ISSUER_FAILED    | 503",
                "state=STATE&error=invalid_scope                | NODE_REFUSED     | 502",
                "state=STATE&code=invented                      | CODE_REFUSED     | 400"
            })
    void shouldSayWhatToDoWhenTheAnswerIsNone(final String query, final String reason, final int status)
            throws Exception {
        final String state = asked(browser.open(BEGIN, "same-origin")).get("state");

        assertEnd(reason, status, browser.open(CALLBACK + "?" + query.replace("STATE", state), "cross-site"));
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER,          ISSUER_AWAY,    503",
        "FAULT,          ISSUER_AWAY,    503",
        "NO_JSON,        ISSUER_UNCLEAR, 502",
        "NO_TOKEN,       ISSUER_UNCLEAR, 502",
        "TOO_MUCH,       ISSUER_AWAY,    503",
        "NOT_ITS_CLIENT, NODE_REFUSED,   502",
        "ELSEWHERE,      NODE_REFUSED,   502"
    })
    void shouldSayWhatToDoWhenTheIssuerFails(final SignInIssuer.Answer answer, final String reason, final int status)
            throws Exception {
        final String back = back(browser.open(BEGIN, "same-origin"));
        issuer.answer = answer;

        assertEnd(reason, status, browser.open(back, "cross-site"));
    }

    @Test
    void shouldSayWhatToDoWhenTheIssuerIsNotThere() throws Exception {
        issuer.close();

        assertEnd("ISSUER_AWAY", 503, browser.open(BEGIN, "same-origin"));
    }

    @Test
    void shouldLetNoMoreWaitForAnIssuerThanItHasRoomFor() throws Exception {
        issuer.isSilent = true;
        final HttpRequest request =
                HttpRequest.newBuilder(URI.create(browser.origin() + BEGIN)).build();
        final List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            asked.add(HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }

        final List<String> reasons = new ArrayList<>();
        for (final CompletableFuture<HttpResponse<String>> one : asked) {
            final HttpResponse<String> answer = one.get(60, TimeUnit.SECONDS);
            reasons.add(answer.body().replaceAll("(?s).*<small>(\\w+)</small>.*", "$1"));
        }
        assertTrue(reasons.contains("TOO_MANY_SIGN_INS"), reasons::toString);
        assertTrue(reasons.stream().filter("ISSUER_AWAY"::equals).count() >= 32, reasons::toString);
        issuer.isSilent = false;
        assertEquals(302, browser.open(BEGIN, "same-origin").statusCode(), "room is not given back");
    }

    @Test
    void shouldGiveTheRoomBackOfThoseWhoLeftWhileTheyWaited() throws Exception {
        issuer.isSilent = true;
        final HttpClient left =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        final HttpRequest request =
                HttpRequest.newBuilder(URI.create(browser.origin() + BEGIN)).build();
        final List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            asked.add(left.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        // Whoever finds no room is told so at once, so the room is full.
        CompletableFuture.anyOf(asked.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
        asked.forEach(one -> one.cancel(true));
        issuer.isSilent = false;

        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int status = browser.open(BEGIN, "same-origin").statusCode();
        while (status != 302 && System.nanoTime() < untilNs) {
            status = browser.open(BEGIN, "same-origin").statusCode();
        }

        assertEquals(302, status, "room is not given back");
    }

    @Test
    void shouldAskAnIssuerAgainThatWasNotThere() throws Exception {
        issuer.configuration = "[";
        final HttpResponse<String> failed = browser.open(BEGIN, "same-origin");
        issuer.configuration = "";

        assertEnd("ISSUER_UNCLEAR", 502, failed);
        assertEquals(302, browser.open(BEGIN, "same-origin").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"issuer\":\"https://evil.example\",\"authorization_endpoint\":\"https://a.example\",\"token_endpoint\":\"https://a.example\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"http://a.example\",\"token_endpoint\":\"https://a.example\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"https://a.example\",\"token_endpoint\":\"http://a.example\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":\"javascript:alert(1)\",\"token_endpoint\":\"https://a.example\"}",
                "{\"issuer\":\"ISSUER\",\"authorization_endpoint\":[],\"token_endpoint\":\"https://a.example\"}",
                "[]",
                ""
            })
    void shouldSendNobodyWhereAConfigurationLeadsThatIsNone(final String configuration) throws Exception {
        issuer.configuration = configuration.isEmpty() ? " " : configuration.replace("ISSUER", issuer.name());

        assertEnd("ISSUER_UNCLEAR", 502, browser.open(BEGIN, "same-origin"));
    }

    @SuppressWarnings("JavaUtilDate") // what the library takes
    static Stream<Arguments> claimsThatDoNotCount() {
        return Stream.of(
                Arguments.of("another nonce", claims(all -> all.claim("nonce", "other"))),
                Arguments.of("no nonce", claims(all -> all.claim("nonce", null))),
                Arguments.of("a nonce that is no text", claims(all -> all.claim("nonce", List.of("x")))),
                Arguments.of("another issuer", claims(all -> all.issuer("https://evil.example"))),
                Arguments.of("the API's audience", claims(all -> all.audience("kairoute"))),
                Arguments.of(
                        "two audiences, no azp", claims(all -> all.audience(List.of(SignInIssuer.CLIENT, "other")))),
                Arguments.of("another party", claims(all -> all.audience(List.of(SignInIssuer.CLIENT, "other"))
                        .claim("azp", "other"))),
                Arguments.of("expired", claims(all -> all.expirationTime(new Date(0)))),
                Arguments.of("no end", claims(all -> all.expirationTime(null))),
                Arguments.of("no subject", claims(all -> all.subject(null))),
                Arguments.of("a subject that breaks a line", claims(all -> all.subject("a\nb"))));
    }

    private static UnaryOperator<JWTClaimsSet.Builder> claims(final UnaryOperator<JWTClaimsSet.Builder> claims) {
        return claims;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claimsThatDoNotCount")
    void shouldTakeNoTokenThatIsNotForThisSignIn(final String what, final UnaryOperator<JWTClaimsSet.Builder> claims)
            throws Exception {
        issuer.claims = claims;

        assertEnd("SIGN_IN_TOKEN_REFUSED", 502, signIn("/now"));
    }

    @Test
    void shouldTakeNoTokenOfAnotherKey() throws Exception {
        issuer.signer = TestIssuer.rsa("stranger");

        assertEnd("SIGN_IN_TOKEN_REFUSED", 502, signIn("/now"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kairoute_roles | nothing",
                "kairoute_roles | ''",
                "kairoute_tenant | elsewhere",
                "kairoute_tenant | evil,bank"
            })
    void shouldLetNobodyInWhoMayDoNothing(final String claim, final String value) throws Exception {
        issuer.claims = claims -> claims.claim(claim, value);

        assertEnd("SIGN_IN_WITHOUT_ROLE", 403, signIn("/now"));
    }

    @Test
    void shouldTakeNothingButReadsThere() throws Exception {
        assertEquals(405, browser.write("POST", BEGIN, "{}").statusCode());
        assertEquals(405, browser.write("POST", CALLBACK, "{}").statusCode());
    }

    private HttpResponse<String> signIn(final String to) throws Exception {
        final String query = "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        return browser.open(back(browser.open(BEGIN + query, "same-origin")), "cross-site");
    }

    private String back(final HttpResponse<String> begun) {
        final Map<String, String> asked = asked(begun);
        return CALLBACK + "?code=" + issuer.agree(asked) + "&state=" + asked.get("state") + "&iss=" + issuer.name();
    }

    private HttpResponse<String> choose(final String tenant) throws Exception {
        final Map<String, String> headers = browser.own();
        headers.put("origin", ORIGIN);
        return browser.send("PUT", "/console/session", "{\"tenant\":\"" + tenant + "\"}", headers);
    }

    private static Map<String, String> asked(final HttpResponse<String> begun) {
        assertEquals(302, begun.statusCode(), begun.body());
        return SignInIssuer.form(
                URI.create(begun.headers().firstValue("location").orElseThrow()).getRawQuery());
    }

    private void assertEnd(final String reason, final int status, final HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(reason), answer.body());
        assertTrue(answer.body().contains("<a href=\"/console/sign-in\">Sign in again</a>"), answer.body());
        assertFalse(answer.body().contains("<script"), answer.body());
        assertTrue(answer.headers()
                .firstValue("content-security-policy")
                .orElse("")
                .startsWith("default-src 'none'"));
        assertFalse(browser.cookies().containsKey(FLOW), "the question can be answered once more");
        if (!reason.equals("CODE_REFUSED") && !reason.equals("SIGN_IN_NOT_BEGUN")) {
            assertFalse(browser.cookies().containsKey(SESSION), "a session began all the same");
        }
    }
}
