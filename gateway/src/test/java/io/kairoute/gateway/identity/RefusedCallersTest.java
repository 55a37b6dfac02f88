package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers are told whose credentials do not do, or cannot be looked at. */
class RefusedCallersTest {
    private static final RSAKey STRANGER = TestIssuer.rsa("stranger");

    @TempDir
    private Path directory;

    private TestIssuer issuer;
    private Node server;

    @BeforeEach
    void start() throws Exception {
        issuer = new TestIssuer();
        final Map<Property, String> properties = new HashMap<>(issuer.trusted());
        final TestKeys keys = new TestKeys()
                .add("key-viewer", "default", Role.VIEWER, "")
                .add("key-route", "default", Role.ROUTE, "");
        properties.put(
                Property.IDENTITY_CREDENTIALS,
                keys.write(directory.resolve("keys.yaml")).toString());
        server = TestGateways.start(properties, TestTables.tenants("default", "bank"));
    }

    @AfterEach
    void stop() {
        issuer.close();
        server.close();
    }

    @Test
    void shouldNameTheRoleThatIsLacking() throws Exception {
        assertRefused(403, "ROLE_MISSING", route("key-viewer", "{}"));
    }

    @Test
    void shouldRefuseTheTenantOfAnotherKey() throws Exception {
        assertEquals(200, route("key-route", "{}").statusCode());
        assertRefused(403, "WRONG_TENANT", route("key-route", "{\"tenant_id\":\"bank\"}"));
    }

    @Test
    void shouldAskForAnotherTryWhileNobodyCanTellWhetherATokenIsGenuine() throws Exception {
        issuer.stall(TestIssuer.Stall.SAYS_NOTHING);
        final String strange = TestIssuer.sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("stranger").build(),
                STRANGER,
                TestIssuer.claims().build());

        final HttpResponse<String> refused = route(strange, "{}");

        assertRefused(429, "TOO_MANY_TOKENS", refused);
        assertTrue(refused.headers().firstValue("retry-after").isPresent());
    }

    private HttpResponse<String> route(final String credential, final String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route"))
                                .header("authorization", "Bearer " + credential)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void assertRefused(final int status, final String reason, final HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"" + reason + "\""), answer.body());
    }
}
