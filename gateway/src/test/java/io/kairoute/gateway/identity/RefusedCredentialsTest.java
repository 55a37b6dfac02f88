package io.kairoute.gateway.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestAdminService;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused for its credentials shows on both listeners, by cause. */
class RefusedCredentialsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path dir;

    @Test
    void shouldCountRefusedCredentialsByListenerAndCause() throws Exception {
        final TestKeys keys = new TestKeys();
        keys.add("viewer", "default", Role.VIEWER, "");
        try (Node server = TestGateways.start(
                Map.of(
                        Property.IDENTITY_CREDENTIALS,
                        keys.write(dir.resolve("keys.yaml")).toString()),
                Served.of(TestTables.tenants("default")).with(TestAdminService.services()))) {
            final String thing = TestAdminService.path(Role.OPERATOR, "default", "x");

            assertEquals(401, post(server.adminPort(), thing, ""));
            assertEquals(401, post(server.adminPort(), thing, "nobodys"));
            assertEquals(403, post(server.adminPort(), thing, "viewer"));
            assertEquals(403, post(server.routePort(), "/v1/route", "viewer"));
            assertEquals(401, post(server.routePort(), "/v1/route", "nobodys"));

            final String metrics = server.meters().scrape();
            for (final String line : new String[] {
                "kairoute_credentials_refused_total{cause=\"MISSING\",listener=\"admin\"} 1.0",
                "kairoute_credentials_refused_total{cause=\"UNKNOWN\",listener=\"admin\"} 1.0",
                "kairoute_credentials_refused_total{cause=\"ROLE_MISSING\",listener=\"admin\"} 1.0",
                "kairoute_credentials_refused_total{cause=\"ROLE_MISSING\",listener=\"route\"} 1.0",
                "kairoute_credentials_refused_total{cause=\"UNKNOWN\",listener=\"route\"} 1.0",
                "kairoute_admin_calls_total{method=\"test.v1.ThingService/OperatorThing\",status=\"UNAUTHENTICATED\"} 2.0",
                "kairoute_admin_calls_total{method=\"test.v1.ThingService/OperatorThing\",status=\"PERMISSION_DENIED\"} 1.0"
            }) {
                assertTrue(metrics.contains(line), () -> line + "\n" + metrics);
            }
        }
    }

    private static int post(final int port, final String path, final String key) throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        return HTTP.send(
                        key.isEmpty()
                                ? request.build()
                                : request.header("x-api-key", key).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
