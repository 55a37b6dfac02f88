package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.edge.ListenerTls;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

        final String refused = refusalToStart(pem.cert(), pem.cert());

        assertTrue(refused.startsWith("The route listener did not start: "), refused);
        assertEquals(1, refused.lines().count());
    }

    @Test
    void shouldNotStartWithAPrivateKeyOfAnotherCertificate() throws Exception {
        final TestCertificates.Pem one = TestCertificates.make(dir, "one");
        final TestCertificates.Pem another = TestCertificates.make(dir, "another");

        assertEquals(
                "The route listener did not start: the private key in " + another.key()
                        + " is not the one that the first certificate in " + one.cert()
                        + " was made for; put the two there that were made together.",
                refusalToStart(one.cert(), another.key()));
    }

    @Test
    void shouldNotStartWithAPrivateKeyOfAnotherKind() throws Exception {
        final TestCertificates.Pem ofCurve = TestCertificates.make(dir, "curve");
        final TestCertificates.Pem ofRsa = TestCertificates.makeRsa(dir, "rsa");

        final String refused = refusalToStart(ofCurve.cert(), ofRsa.key());

        assertTrue(refused.contains(ofCurve.cert() + " and " + ofRsa.key()), refused);
    }

    @Test
    void shouldNotStartWithACertificateWhoseTimeIsOver() throws Exception {
        final TestCertificates.Pem over = new TestCertificates.Authority(dir, "times").signExpired("over", "CN=over");

        final String refused = refusalToStart(over.cert(), over.key());

        assertTrue(
                refused.startsWith(
                        "The route listener did not start: the first certificate in " + over.cert() + " ended at 2"),
                refused);
        assertTrue(refused.endsWith("; put one there that has not."), refused);
    }

    @Test
    void shouldTakeAKeyOfRsaThatFitsItsCertificate() throws Exception {
        final TestCertificates.Pem one = TestCertificates.makeRsa(dir, "rsa-one");
        final TestCertificates.Pem another = TestCertificates.makeRsa(dir, "rsa-another");

        assertNotNull(ListenerTls.read(new TlsConfig(one.cert(), one.key(), null, false)));
        assertThrows(
                IllegalArgumentException.class,
                () -> ListenerTls.read(new TlsConfig(one.cert(), another.key(), null, false)));
    }

    @Test
    void shouldWarnOfAPrivateKeyThatOthersMayRead() throws Exception {
        final TestCertificates.Pem pem = TestCertificates.make(dir, "open-to-others");
        Files.setPosixFilePermissions(pem.key(), PosixFilePermissions.fromString("rw-r--r--"));

        final TlsConfig tls = new TlsConfig(pem.cert(), pem.key(), null, false);

        final String open = logged(() -> Certificates.of("route", tls));
        Files.setPosixFilePermissions(pem.key(), PosixFilePermissions.fromString("rw-------"));
        final String closed = logged(() -> Certificates.of("route", tls));

        assertTrue(
                open.contains("event=private_key_open_to_others listener=route file=\"" + pem.key()
                        + "\" permissions=rw-r--r-- run=\"chmod 600 " + pem.key() + "\""),
                open);
        assertEquals("", closed);
    }

    private static String logged(final Runnable step) {
        final PrintStream before = System.err;
        final ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            step.run();
        } finally {
            System.setErr(before);
        }
        return logged.toString(StandardCharsets.UTF_8);
    }

    private static String refusalToStart(final Path cert, final Path key) {
        final Node node = Node.of(config(cert, key), Served.of(TestTables.tenants("default")));
        return String.valueOf(assertThrows(StartException.class, node::start).getMessage());
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
