package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kairoute.gateway.TestCertificates;
import io.kairoute.gateway.TestCertificates.Authority;
import io.kairoute.gateway.TestCertificates.Pem;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.config.TlsConfig;
import io.kairoute.gateway.edge.ListenerTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutualTlsTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    static Path dir;

    private static Authority ours;
    private static Pem gateway;
    private static Pem pbx;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = new Authority(dir, "ours");
        gateway = ours.sign("gateway", "CN=gateway");
        pbx = ours.sign("pbx", "CN=pbx-1, O=Example Bank, C=AU");
    }

    @Test
    void shouldKnowCallersByTheSubjectOfTheirCertificate() throws Exception {
        final Pem stranger = ours.sign("stranger", "CN=pbx-2,O=Example Bank,C=AU");
        final Pem disguised = ours.sign("disguised", "CN=\"pbx-1,O=Example Bank,C=AU\"");
        try (Node server = serve(gateway.cert(), gateway.key(), "optional")) {
            assertEquals(200, post(server, pbx, "{\"tenant_id\":\"bank\"}"));
            assertEquals(403, post(server, pbx, "{\"tenant_id\":\"default\"}"));
            assertEquals(401, post(server, stranger, "{}"));
            assertEquals(401, post(server, disguised, "{}"));
            assertEquals(401, post(server, null, "{}"));
        }
    }

    @Test
    void shouldEndConnectionsOfCertificatesThatNoAuthorityOfOursSigned() throws Exception {
        final Authority theirs = new Authority(dir, "theirs");
        final Pem forged = theirs.sign("pbx", "CN=pbx-1,O=Example Bank,C=AU");
        final Pem expired = ours.signExpired("expired", "CN=pbx-1,O=Example Bank,C=AU");
        final Pem self = TestCertificates.make(dir, "pbx-1");
        try (Node server = serve(gateway.cert(), gateway.key(), "optional")) {
            for (final Pem bad : new Pem[] {forged, expired, self}) {
                assertThrows(
                        IOException.class,
                        () -> post(server, bad, "{}"),
                        bad.cert().toString());
            }
            assertEquals(200, post(server, pbx, "{}"));
        }
    }

    @Test
    void shouldEndConnectionsWithoutCertificateWhereOneIsRequired() throws Exception {
        try (Node server = serve(gateway.cert(), gateway.key(), "required")) {
            assertThrows(IOException.class, () -> post(server, null, "{}"));
            assertEquals(200, post(server, pbx, "{}"));
        }
    }

    @Test
    void shouldOpenADoorOfItsOwnForAsLongAsATaskRuns() throws Exception {
        try (Node server = serve(gateway.cert(), gateway.key(), "required")) {
            final HttpRequest.Builder question = HttpRequest.newBuilder();
            server.whileLent(door -> {
                question.uri(URI.create("http://" + door + "/v1/route")).POST(BodyPublishers.ofString("{}"));
                assertEquals(200, status(question.setHeader("x-api-key", door.key())));
                assertEquals(401, status(question.setHeader("x-api-key", "another")));
            });

            assertThrows(IllegalStateException.class, () -> status(question));
        }
    }

    private static int status(final HttpRequest.Builder question) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            question.setHeader("content-type", "application/json")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldServeNewConnectionsWithTheNewestCertificate() throws Exception {
        final Path cert = dir.resolve("hot.crt");
        final Path key = dir.resolve("hot.key");
        copy(gateway, cert, key);
        final Pem next = ours.sign("next", "CN=gateway-next");
        try (Node server = serve(cert, key, "optional")) {
            assertEquals("CN=gateway", subjectServed(server.routePort()));
            final HttpClient before = client(pbx);
            assertEquals(200, post(before, server, "{}"));

            Files.writeString(cert, "in the middle of being written");
            Files.copy(next.key(), key, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(next.cert(), cert, StandardCopyOption.REPLACE_EXISTING);

            for (final int port : new int[] {server.routePort(), server.adminPort()}) {
                final long untilNs = System.nanoTime() + 20_000_000_000L;
                while (!subjectServed(port).equals("CN=gateway-next") && System.nanoTime() < untilNs) {
                    Thread.onSpinWait();
                }
                assertEquals("CN=gateway-next", subjectServed(port));
            }
            assertEquals(200, post(before, server, "{}"), "a connection from before");
            final HttpResponse<String> after = answer(client(pbx), server, "{}");
            assertEquals(200, after.statusCode());
            assertEquals(HttpClient.Version.HTTP_2, after.version());
        }
    }

    @Test
    void shouldKeepTheCertificateBeforeWhereTheNewestKeyIsNotItsOwn() throws Exception {
        final Path cert = dir.resolve("kept.crt");
        final Path key = dir.resolve("kept.key");
        copy(gateway, cert, key);
        final Pem next = ours.sign("unfit", "CN=gateway-unfit");
        try (Node server = serve(cert, key, "optional")) {
            Files.copy(next.cert(), cert, StandardCopyOption.REPLACE_EXISTING);
            // Each of the two listeners looks at the files.
            TestGateways.awaitMetric(server, "kairoute_files_not_reloaded_total", 2);

            assertEquals("CN=gateway", subjectServed(server.routePort()));
            assertEquals("CN=gateway", subjectServed(server.adminPort()));
            assertEquals(200, post(server, pbx, "{}"));
        }
    }

    @Test
    void shouldNotSpeakOldVersions() throws Exception {
        try (Node server = serve(gateway.cert(), gateway.key(), "optional")) {
            // A hello of TLS 1.1 by hand: the JDK's own client would not even send one.
            final byte[] hello = HexFormat.of()
                    .parseHex("160301004a" + "01000046" + "0302" + "5a".repeat(32) + "00" + "0006" + "c009c0130035"
                            + "0100" + "0017" + "000a00080006001700180019" + "000b00020100" + "ff01000100");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.routePort())) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(hello);
                final byte[] answer = socket.getInputStream().readNBytes(7);

                assertEquals(
                        "1503020002", HexFormat.of().formatHex(answer, 0, 5).replace("150303", "150302"));
                assertEquals("0246", HexFormat.of().formatHex(answer, 5, 7), "fatal, protocol version");
            }
            assertEquals("TLSv1.2", handshake(server.routePort(), "TLSv1.2"));
            assertEquals("TLSv1.3", handshake(server.routePort(), "TLSv1.3"));
        }
        assertEquals(
                Set.of("TLSv1.2", "TLSv1.3"),
                ListenerTls.read(new TlsConfig(gateway.cert(), gateway.key(), null, false))
                        .getEnabledSecureTransportProtocols());
    }

    private static Node serve(final Path cert, final Path key, final String clientCertificate) throws Exception {
        final Path credentials = Files.writeString(dir.resolve("callers.yaml"), """
                certificates:
                  - {name: other, subject: 'C=au,CN=nobody', roles: [route]}
                  - {name: pbx, subject: 'CN=PBX-1,O=example bank,C=AU', tenant: bank, roles: [route]}
                """);
        final Map<Property, String> properties = new EnumMap<>(Property.class);
        properties.put(Property.IDENTITY_CREDENTIALS, credentials.toString());
        properties.put(Property.IDENTITY_RELOAD, "100ms");
        properties.put(Property.ROUTE_TLS_CERT, cert.toString());
        properties.put(Property.ROUTE_TLS_KEY, key.toString());
        properties.put(Property.ROUTE_TLS_CLIENT_CA, ours.cert().toString());
        properties.put(Property.ROUTE_TLS_CLIENT_CERTIFICATE, clientCertificate);
        properties.put(Property.ADMIN_TLS_CERT, cert.toString());
        properties.put(Property.ADMIN_TLS_KEY, key.toString());
        properties.put(Property.EVENT_LOOPS, "2");
        return TestGateways.start(properties, TestTables.tenants("default", "bank"));
    }

    private static void copy(final Pem pem, final Path cert, final Path key) throws IOException {
        Files.copy(pem.cert(), cert, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(pem.key(), key, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int post(final Node server, final @Nullable Pem pem, final String json) throws Exception {
        return post(client(pem), server, json);
    }

    private static int post(final HttpClient client, final Node server, final String json) throws Exception {
        return answer(client, server, json).statusCode();
    }

    private static HttpResponse<String> answer(final HttpClient client, final Node server, final String json)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.routePort() + "/v1/route"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client(final @Nullable Pem pem) throws Exception {
        return HttpClient.newBuilder().sslContext(context(pem)).build();
    }

    private static String subjectServed(final int port) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) context(null).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    private static String handshake(final int port, final String version) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) context(null).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static SSLContext context(final @Nullable Pem pem) throws Exception {
        final KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", certificates(ours.cert())[0]);
        final TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        final KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (pem != null) {
            own.setKeyEntry("k", key(pem.key()), PASSWORD, certificates(pem.cert()));
        }
        final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new Insistent((X509ExtendedKeyManager) keys.getKeyManagers()[0], pem != null)},
                managers.getTrustManagers(),
                new SecureRandom());
        return context;
    }

    private static Certificate[] certificates(final Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
        }
    }

    private static PrivateKey key(final Path file) throws Exception {
        final String body = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    /** Presents its certificate whether or not the server names its authority, as an attacker would. */
    private static final class Insistent extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;
        private final boolean hasKey;

        Insistent(final X509ExtendedKeyManager keys, final boolean hasKey) {
            this.keys = keys;
            this.hasKey = hasKey;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                final String[] types, final Principal[] issuers, final SSLEngine engine) {
            return hasKey ? "k" : null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                final String[] types, final Principal[] issuers, final Socket socket) {
            return hasKey ? "k" : null;
        }

        @Override
        public String[] getClientAliases(final String type, final Principal[] issuers) {
            return new String[] {"k"};
        }

        @Override
        public String[] getServerAliases(final String type, final Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(final String type, final Principal[] issuers, final Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(final String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(final String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
