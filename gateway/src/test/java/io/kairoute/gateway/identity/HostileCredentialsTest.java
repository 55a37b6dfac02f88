package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.routing.v1.RouteRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is not who they say they are, or may not do what they ask, is told so at once, and nothing else. */
class HostileCredentialsTest {
    private static final String GOOD_KEY = "kr_a-good-key";
    private static final long SEED = Long.getLong("kairoute.seed", System.nanoTime());
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Any of these in an answer would tell an attacker how far a token got. */
    private static final List<String> DETAILS = List.of(
            "expired", "issuer", "audience", "kid", "algorithm", "rs256", "exception", "nimbus", "java.", "jwks");

    @TempDir
    static Path dir;

    private static TestIssuer issuer;
    private static Node server;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TestIssuer();
        final Map<Property, String> properties = new EnumMap<>(issuer.trusted());
        properties.put(
                Property.IDENTITY_CREDENTIALS,
                new TestKeys()
                        .add(GOOD_KEY, "bank", Role.ROUTE, "")
                        .write(dir.resolve("keys.yaml"))
                        .toString());
        server = TestGateways.start(properties, TestTables.tenants("default", "bank"));
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.routePort())
                .usePlaintext()
                .build();
        // The first call of a cold virtual machine measures that machine.
        assertEquals(
                200,
                post(
                                "authorization",
                                "Bearer " + issuer.token(TestIssuer.claims().build()))
                        .statusCode());
        grpc("authorization", "Bearer " + issuer.token(TestIssuer.claims().build()));
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        server.close();
        issuer.close();
    }

    @Test
    void shouldRefuseEachHostileTokenAtOnceAndTellNothing() throws Exception {
        final List<HostileTokens.Hostile> tokens = HostileTokens.of(issuer, new Random(SEED));
        final String refusal = post("x-other", "x").body();
        assertTrue(tokens.size() >= 200, "tokens=" + tokens.size());
        for (final String detail : DETAILS) {
            assertFalse(refusal.toLowerCase(Locale.ROOT).contains(detail), refusal);
        }

        for (final HostileTokens.Hostile hostile : tokens) {
            final String place = hostile.what() + " seed=" + SEED;
            final long startNs = System.nanoTime();
            final HttpResponse<String> answer = post("authorization", "Bearer " + hostile.token());
            final Status status = grpc("authorization", "Bearer " + hostile.token());
            final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);

            assertEquals(401, answer.statusCode(), place);
            assertEquals(refusal, answer.body(), place);
            assertEquals(Status.Code.UNAUTHENTICATED, status.getCode(), place);
            assertEquals(statusOf(refusal), status.getDescription(), place);
            assertTrue(tookMs < 2_000, place + " tookMs=" + tookMs);
        }
        assertEquals(200, post("x-api-key", GOOD_KEY).statusCode(), "a good caller beside them");
        assertTrue(issuer.fetches() <= 4, "invented key ids made this node fetch " + issuer.fetches() + " times");
    }

    @Test
    void shouldRefuseEachHostileHeader() throws Exception {
        final List<String[]> headers = new ArrayList<>();
        for (final String key : List.of(
                "x",
                GOOD_KEY.toUpperCase(Locale.ROOT),
                GOOD_KEY + "x",
                GOOD_KEY.substring(1),
                NewKey.hash(GOOD_KEY),
                "null",
                "undefined",
                "*",
                "' OR ''='",
                "k".repeat(513),
                "k".repeat(6_000))) {
            headers.add(new String[] {"x-api-key", key});
            headers.add(new String[] {"authorization", "Bearer " + key});
            headers.add(new String[] {"authorization", "Basic " + base64("pbx:" + key)});
        }
        for (final String value : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic " + base64("no colon"),
                "Basic " + base64(":"),
                "Basic " + base64(GOOD_KEY),
                "Digest " + GOOD_KEY,
                "Negotiate " + base64(GOOD_KEY),
                GOOD_KEY,
                "Bearer Bearer " + GOOD_KEY,
                "Bearer," + GOOD_KEY,
                "Basic " + "A".repeat(5_000),
                "AWS4-HMAC-SHA256 x")) {
            headers.add(new String[] {"authorization", value});
        }

        for (final String[] header : headers) {
            final String place = header[0] + ": " + header[1];
            assertEquals(401, post(header[0], header[1]).statusCode(), place);
            assertEquals(Status.Code.UNAUTHENTICATED, grpc(header[0], header[1]).getCode(), place);
        }
    }

    @Test
    void shouldNotFallBackFromAWrongProofToARightOne() throws Exception {
        final HttpResponse<String> answer = HTTP.send(
                request()
                        .header("x-api-key", "wrong")
                        .header("authorization", "Bearer " + GOOD_KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertEquals(401, answer.statusCode());
    }

    @Test
    void shouldDenyGenuineTokensThatMayNotDoThis() throws Exception {
        final List<JWTClaimsSet.Builder> lacking = List.of(
                TestIssuer.claims().claim("kairoute_tenant", null),
                TestIssuer.claims().claim("kairoute_tenant", "nobody's"),
                TestIssuer.claims().claim("kairoute_tenant", ""),
                TestIssuer.claims().claim("kairoute_tenant", List.of("bank", "default")),
                TestIssuer.claims().claim("kairoute_tenant", "evil,bank"),
                TestIssuer.claims().claim("kairoute_tenant", "evil bank"),
                TestIssuer.claims().claim("kairoute_tenant", List.of("evil,bank")),
                TestIssuer.claims().claim("kairoute_tenant", 0),
                TestIssuer.claims().claim("kairoute_tenant", -1),
                TestIssuer.claims().claim("kairoute_roles", null),
                TestIssuer.claims().claim("kairoute_roles", "viewer"),
                TestIssuer.claims().claim("kairoute_roles", "ROUTE Admin routes,admins *"),
                TestIssuer.claims().claim("kairoute_roles", Map.of("route", true)),
                TestIssuer.claims().claim("kairoute_roles", Map.of("a", "b, route ,c")),
                TestIssuer.claims().claim("kairoute_roles", List.of(List.of("route"))),
                TestIssuer.claims().claim("kairoute_roles", List.of("friends, route")),
                TestIssuer.claims().claim("kairoute_roles", List.of("en route")),
                TestIssuer.claims().claim("kairoute_roles", "friends, on the route"),
                TestIssuer.claims().claim("kairoute_roles", true));
        for (final JWTClaimsSet.Builder claims : lacking) {
            final String token = "Bearer " + issuer.token(claims.build());

            assertEquals(
                    403,
                    post("authorization", token).statusCode(),
                    claims.build().toString());
            assertEquals(
                    Status.Code.PERMISSION_DENIED, grpc("authorization", token).getCode());
        }
    }

    private static Status grpc(final String header, final String value) throws Exception {
        final Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
        final AnyCall.End end = AnyCall.make(
                channel,
                "kairoute.routing.v1.RoutingService/Route",
                headers,
                RouteRequest.getDefaultInstance().toByteArray());
        if (!end.status().isOk()) {
            assertNull(end.message());
        }
        return end.status();
    }

    private static HttpResponse<String> post(final String header, final String value) throws Exception {
        return HTTP.send(request().header(header, value).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    private static String statusOf(final String problem) {
        final String start = "\"detail\":\"";
        final int at = problem.indexOf(start) + start.length();
        return problem.substring(at, problem.indexOf('"', at));
    }

    private static String base64(final String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
