package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.gateway.TestCertificates;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    static Path dir;

    @Test
    void shouldSpeakGrpcAndBothHttpVersionsOverTls() throws Exception {
        final TestCertificates.Pem pem = TestCertificates.make(dir, "gateway");
        try (Node server = Node.of(config(pem.cert(), pem.key()), Served.of(TestTables.tenants("default")))
                .start()) {
            final ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", server.routePort())
                    .sslContext(GrpcSslContexts.forClient()
                            .trustManager(pem.cert().toFile())
                            .build())
                    .build();

            final String queue = RoutingServiceGrpc.newBlockingStub(channel)
                    .route(RouteRequest.getDefaultInstance())
                    .getQueue();
            channel.shutdownNow();

            assertEquals("general", queue);
            for (final HttpClient.Version version : HttpClient.Version.values()) {
                final HttpResponse<String> answer = HttpClient.newBuilder()
                        .sslContext(trusting(pem.cert()))
                        .version(version)
                        .build()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("https://localhost:" + server.routePort() + "/v1/route"))
                                        .header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode(), version.toString());
                assertEquals(version, answer.version());
            }
        }
    }

    @Test
    void shouldSayThatAKeyFileIsNoKey() throws Exception {
        final TestCertificates.Pem pem = TestCertificates.make(dir, "other");
        final GatewayConfig config = config(pem.cert(), pem.cert());

        final StartException refused =
                assertThrows(StartException.class, () -> Node.of(config, Served.of(TestTables.tenants("default")))
                        .start());

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("The route listener did not start: "),
                refused.getMessage());
        assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
    }

    private static GatewayConfig config(final Path cert, final Path key) {
        return TestGateways.config(Map.of(
                Property.ROUTE_TLS_CERT, cert.toString(),
                Property.ROUTE_TLS_KEY, key.toString()));
    }

    private static SSLContext trusting(final Path cert) throws Exception {
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(cert)) {
            trusted.setCertificateEntry(
                    "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        final TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
