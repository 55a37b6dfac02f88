package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path dir;

    private TestIssuer issuer;
    private Node server;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        server = serve(issuer.trusted());
    }

    @AfterEach
    void stop() {
        server.close();
        issuer.close();
    }

    @Test
    void shouldTakeTenantRolesAndPlatformFromTheToken() throws Exception {
        final String rsa = issuer.token(TestIssuer.claims().build());
        final String ec = TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(),
                issuer.ec(),
                TestIssuer.claims().claim("kairoute_roles", "route viewer").build());

        for (final String token : List.of(rsa, ec)) {
            final HttpResponse<String> answer = post(token, "{\"tenant_id\":\"bank\",\"occasion\":\"outage\"}");
            assertEquals(200, answer.statusCode(), answer.body());
            assertFalse(answer.body().contains("\"queue_ref\":\"\""), answer.body());
            assertEquals(403, post(token, "{\"tenant_id\":\"default\"}").statusCode());
        }
        assertEquals(1, issuer.fetches());
    }

    @Test
    void shouldAnswerABurstOfCallsWithOneNewToken() throws Exception {
        final String token = issuer.token(TestIssuer.claims().build());
        final List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            answers.add(HTTP.sendAsync(request(token, "{}"), HttpResponse.BodyHandlers.ofString()));
        }

        for (final CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get().statusCode(), answer.get().body());
        }
    }

    @Test
    void shouldFetchKeysOnceMoreWhenATokenNamesANewOne() throws Exception {
        final RSAKey next = TestIssuer.rsa("rsa-2");
        final String before = issuer.token(TestIssuer.claims().build());
        assertEquals(200, post(before, "{}").statusCode());
        issuer.serve(next);

        final int rotated = post(signed(next), "{}").statusCode();
        final int invented = post(signed(TestIssuer.rsa("rsa-3")), "{}").statusCode();
        final int takenBack = post(before, "{}").statusCode();

        assertEquals(200, rotated);
        assertEquals(401, invented);
        assertEquals(401, takenBack, "the key that signed it is not served any more");
        assertEquals(2, issuer.fetches());
    }

    @Test
    void shouldGoOnWithTheKeysItHasWhenTheIssuerIsAway() throws Exception {
        issuer.close();

        assertEquals(200, post(issuer.token(TestIssuer.claims().build()), "{}").statusCode());
        assertEquals(401, post(signed(TestIssuer.rsa("rsa-9")), "{}").statusCode());
    }

    @Test
    void shouldReadKeysFromAFileAndSeeItChange() throws Exception {
        final ECKey other = TestIssuer.ec("ec-7");
        final Path file = Files.writeString(dir.resolve("jwks.json"), new JWKSet(issuer.ec()).toString());
        final Map<Property, String> properties = new EnumMap<>(issuer.trusted());
        properties.put(Property.IDENTITY_JWT_KEYS, file.toString());
        properties.put(Property.IDENTITY_RELOAD, "100ms");
        final String token = TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-7").build(),
                other,
                TestIssuer.claims().build());
        server.close();
        server = serve(properties);
        assertEquals(401, post(token, "{}").statusCode());

        Files.writeString(file, "no keys at all");
        Files.writeString(file, new JWKSet(other).toString());

        final long untilNs = System.nanoTime() + 10_000_000_000L;
        int status = 0;
        while (status != 200 && System.nanoTime() < untilNs) {
            status = post(token, "{}").statusCode();
        }
        assertEquals(200, status);
    }

    @Test
    void shouldCountATokenUntilItExpiresAndAnHourAtTheMost() throws Exception {
        final GatewayConfig config = TestGateways.config(issuer.trusted());
        final TokenVerifier verifier =
                new TokenVerifier(Objects.requireNonNull(config.identity().jwt()), TestTables.tenants("bank"));
        final JWKSet keys = new JWKSet(issuer.rsa().toPublicJWK());
        final JWTClaimsSet claims = TestIssuer.claims().build();
        final long expiresMs = claims.getExpirationTime().toInstant().toEpochMilli();
        final String token = issuer.token(claims);
        final String lasting = issuer.token(TestIssuer.claims()
                .expirationTime(TestIssuer.inSeconds(1_000_000))
                .build());

        final TokenVerdict good = verifier.verify(token, keys, expiresMs);
        final TokenVerdict tooOld = verifier.verify(token, keys, expiresMs + 30_000);
        final TokenVerdict longLived = verifier.verify(lasting, keys, expiresMs);

        final TokenVerdict.Genuine genuine = assertInstanceOf(TokenVerdict.Genuine.class, good);
        assertEquals(expiresMs + 30_000, genuine.untilMs());
        assertEquals("jwt:https://issuer.example#pbx", genuine.caller().name());
        assertEquals(new TokenVerdict.Refuted("it expired"), tooOld);
        assertEquals(
                expiresMs + 3_600_000,
                assertInstanceOf(TokenVerdict.Genuine.class, longLived).untilMs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab\there", "line\nbreak", "LONG", "HUGE"})
    void shouldNotCountATokenWhoseSubjectIsNoName(final String subject) throws Exception {
        final String name =
                subject.equals("LONG") ? "x".repeat(129) : subject.equals("HUGE") ? "x".repeat(5_000) : subject;

        final String token = issuer.token(TestIssuer.claims().subject(name).build());

        assertEquals(401, post(token, "{}").statusCode());
        assertEquals(
                200,
                post(issuer.token(TestIssuer.claims().subject("x".repeat(128)).build()), "{}")
                        .statusCode());
    }

    @Test
    void shouldForgetTokensWhenFull() {
        final TokenCache cache = new TokenCache(2);
        final TokenVerdict.Genuine brief = new TokenVerdict.Genuine(Caller.NOBODY, 10);
        final TokenVerdict.Genuine lasting = new TokenVerdict.Genuine(Caller.NOBODY, 100);

        cache.put(0, "a", brief, 0);
        cache.put(0, "b", lasting, 0);
        cache.put(0, "c", lasting, 20);

        assertEquals(2, cache.size());
        assertTrue(cache.find("a", 5) == null && cache.find("b", 20) != null && cache.find("c", 100) == null);
        for (int i = 0; i < 100; i++) {
            cache.put(0, "x" + i, lasting, 20);
            assertTrue(cache.size() <= 2);
        }
    }

    @Test
    void shouldNotRememberATokenThatWasVerifiedByKeysTakenBackSince() {
        final TokenCache cache = new TokenCache(2);
        final TokenVerdict.Genuine genuine = new TokenVerdict.Genuine(Caller.NOBODY, 100);
        final int verifiedIn = cache.generation();
        cache.clear();

        final boolean isRemembered = cache.put(verifiedIn, "a", genuine, 0);

        assertFalse(isRemembered);
        assertNull(cache.find("a", 0));
    }

    @Test
    void shouldTakeTheGoodKeysOfASetWithABadOne() throws Exception {
        issuer.serveText(
                "{\"keys\":[{\"kid\":\"bad\"}," + issuer.rsa().toPublicJWK().toJSONString() + "]}");
        server.close();
        server = serve(issuer.trusted());

        assertEquals(200, post(issuer.token(TestIssuer.claims().build()), "{}").statusCode());
    }

    @Test
    void shouldTakeALongTokenThatListsManyGroups() throws Exception {
        final List<String> groups = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            groups.add("00000000-0000-0000-0000-0000000" + (10_000 + i));
        }
        final String token =
                issuer.token(TestIssuer.claims().claim("groups", groups).build());

        assertTrue(token.length() > 10_000, String.valueOf(token.length()));
        assertEquals(200, post(token, "{}").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "", "default,bank"})
    void shouldTellABearerThatItsTokenNamesNoTenant(final String tenant) throws Exception {
        final String token = issuer.token(
                TestIssuer.claims().claim("kairoute_tenant", tenant).build());

        final HttpResponse<String> answer = post(token, "{}");

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("TENANT_MISSING"), answer.body());
    }

    @Test
    void shouldTakeTheOneTenantOfThisNodeFromAList() throws Exception {
        final String token = issuer.token(TestIssuer.claims()
                .claim("kairoute_tenant", List.of("elsewhere", "bank"))
                .build());

        assertEquals(200, post(token, "{\"tenant_id\":\"bank\"}").statusCode());
    }

    @Test
    void shouldTakeATokenWithoutSubject() throws Exception {
        assertEquals(
                200,
                post(issuer.token(TestIssuer.claims().subject(null).build()), "{}")
                        .statusCode());
    }

    @Test
    void shouldNameTheCauseOfARefusalForTheOperator() throws Exception {
        final TokenVerifier verifier = new TokenVerifier(
                Objects.requireNonNull(
                        TestGateways.config(issuer.trusted()).identity().jwt()),
                TestTables.tenants("bank"));
        final JWKSet keys = new JWKSet(issuer.rsa().toPublicJWK());
        final long nowMs = TestIssuer.inSeconds(0).toInstant().toEpochMilli();

        assertEquals(
                "its iss is not https://issuer.example",
                cause(verifier, keys, nowMs, TestIssuer.claims().issuer("https://issuer.example/")));
        assertEquals(
                "its aud does not name kairoute",
                cause(verifier, keys, nowMs, TestIssuer.claims().audience("x")));
        assertEquals(
                "it has no exp",
                cause(verifier, keys, nowMs, TestIssuer.claims().expirationTime(null)));
        assertEquals(
                "its nbf or iat lies ahead: look at the clocks of the issuer and of this node",
                cause(verifier, keys, nowMs, TestIssuer.claims().issueTime(TestIssuer.inSeconds(900))));
        assertEquals(
                new TokenVerdict.Refuted("it cannot be read as a signed JWT"), verifier.verify("a.b.c", keys, nowMs));
        assertEquals(
                "its claim kairoute_roles names none of the roles route, viewer, operator, editor, approver, publisher, data, report, admin",
                verifier.lack(genuine(verifier, keys, nowMs, TestIssuer.claims().claim("kairoute_roles", "other"))));
        assertEquals(
                "its claim kairoute_tenant names no tenant of this node, or several",
                verifier.lack(genuine(verifier, keys, nowMs, TestIssuer.claims().claim("kairoute_tenant", "other"))));
    }

    private String cause(
            final TokenVerifier verifier, final JWKSet keys, final long nowMs, final JWTClaimsSet.Builder claims)
            throws Exception {
        return assertInstanceOf(TokenVerdict.Refuted.class, verifier.verify(issuer.token(claims.build()), keys, nowMs))
                .cause();
    }

    private Caller genuine(
            final TokenVerifier verifier, final JWKSet keys, final long nowMs, final JWTClaimsSet.Builder claims)
            throws Exception {
        return assertInstanceOf(TokenVerdict.Genuine.class, verifier.verify(issuer.token(claims.build()), keys, nowMs))
                .caller();
    }

    private static String signed(final RSAKey key) throws Exception {
        return TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                key,
                TestIssuer.claims().build());
    }

    private static Node serve(final Map<Property, String> properties) {
        return TestGateways.start(properties, TestTables.tenants("default", "bank"));
    }

    private HttpResponse<String> post(final String token, final String json) throws Exception {
        return HTTP.send(request(token, json), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(final String token, final String json) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route?format=flat"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
    }
}
