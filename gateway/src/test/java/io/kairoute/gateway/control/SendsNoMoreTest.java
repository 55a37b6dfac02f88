package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestCertificates;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that say that they send no more, as {@code nc -N} does, and read on. Each read ends: the connection is closed in time. */
@Timeout(60)
class SendsNoMoreTest {
    /** Less than any idle time, so that who is closed by that fails. */
    private static final int PATIENCE_MS = 30_000;

    private static final String ENTRIES = "GET /v1/tenants/default/auditEntries HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String EXPORT = """
            POST /v1/tenants/default/decisions:export HTTP/1.1\r
            Host: localhost\r
            Accept: application/x-ndjson\r
            Content-Type: application/json\r
            Content-Length: 2\r
            \r
            {}""";
    private static final String WATCH = """
            GET /v1/tenants/default/liveOccasions:watch HTTP/1.1\r
            Host: localhost\r
            Accept: text/event-stream\r
            \r
            """;
    private static final String ROUTE = """
            POST /v1/route HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: 2\r
            \r
            {}""";

    @TempDir
    static Path directory;

    private static DecisionLog log;
    private static ControlNode node;
    private static ControlNode overTls;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        node = ControlNode.start(directory, ControlSettings.DEFAULT, InstantSource.system(), withIdle(), log);
        node.publish(ControlTables.withPriority(70), 0);
        final Path tls = Files.createDirectory(directory.resolve("tls"));
        final TestCertificates.Pem pem = TestCertificates.make(tls, "gateway");
        final Map<Property, String> properties = withIdle();
        properties.put(Property.ADMIN_TLS_CERT, pem.cert().toString());
        properties.put(Property.ADMIN_TLS_KEY, pem.key().toString());
        overTls = ControlNode.start(tls, ControlSettings.DEFAULT, InstantSource.system(), properties, null);
        trusting = trusting(pem.cert());
    }

    private static Map<Property, String> withIdle() {
        return new HashMap<>(Map.of(Property.ROUTE_IDLE_TIMEOUT, "10m"));
    }

    @AfterAll
    static void stop() {
        overTls.close();
        node.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {ENTRIES, EXPORT, "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void shouldAnswerAnAdminCallWhoseCallerSendsNoMore(final String request) throws IOException {
        final String said = saidTo(node.adminPort(), request);

        assertTrue(said.startsWith("HTTP/1.1 200"), said);
        assertTrue(isWhole(said), said);
    }

    @Test
    void shouldAnswerEveryRequestThatCameBeforeItsCallerSentNoMore() throws IOException {
        final String said = saidTo(node.adminPort(), ENTRIES.repeat(5));

        assertEquals(5, said.split("HTTP/1.1 200", -1).length - 1, said);
    }

    @Test
    void shouldAnswerARoutingCallWhoseCallerSendsNoMore() throws IOException {
        final String said = saidTo(node.routePort(), ROUTE);

        assertTrue(said.startsWith("HTTP/1.1 200"), said);
    }

    @Test
    void shouldAnswerOverTlsWhereTheCallerSendsNoMore() throws Exception {
        try (Socket socket =
                trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), overTls.adminPort())) {
            final String said = saidTo(socket, ENTRIES);

            assertTrue(said.startsWith("HTTP/1.1 200"), said);
        }
    }

    @Test
    void shouldCloseWhatIsIdleOnceItsPeerSendsNoMore() throws IOException {
        for (final int port : new int[] {node.adminPort(), node.routePort()}) {
            try (Socket socket = connected(port)) {
                send(socket, "GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                final InputStream in = socket.getInputStream();
                final StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }

                socket.shutdownOutput();

                assertFalse(new String(in.readAllBytes(), StandardCharsets.US_ASCII).contains("HTTP/1.1"));
            }
            assertEquals("", saidTo(port, ""), "who never said a word");
            assertEquals("", saidTo(port, "GET /readyz HTTP/1.1\r\nHo"), "half of a head");
        }
    }

    @Test
    void shouldAnswerTheRequestBeforeOneOfWhichOnlyAPartCame() throws IOException {
        final String said = saidTo(node.adminPort(), ENTRIES + EXPORT.substring(0, EXPORT.length() - 1));

        assertTrue(said.startsWith("HTTP/1.1 200"), said);
        assertEquals(2, said.split("HTTP/1.1 ", -1).length - 1, said);
        assertTrue(said.contains("HTTP/1.1 400"), said);
    }

    @Test
    void shouldCloseAWatchWhoseCallerSendsNoMore() throws IOException {
        try (Socket socket = connected(node.adminPort())) {
            send(socket, WATCH);
            final int first = socket.getInputStream().read();

            socket.shutdownOutput();

            assertEquals('H', first);
            assertTrue(socket.getInputStream().readAllBytes().length > 0);
        }
        node.awaitOthersGone();
    }

    @Test
    void shouldCloseAConnectionOfHttp2WhosePeerSendsNoMore() throws IOException {
        final String settings = "\0\0\0\4\0\0\0\0\0";
        for (final int port : new int[] {node.adminPort(), node.routePort()}) {
            final String said = saidTo(port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings);

            assertFalse(said.contains("HTTP/1"), said);
        }
    }

    /** All that is said to a peer that sends this and no more, up to the end of the connection. */
    private static String saidTo(final int port, final String request) throws IOException {
        try (Socket socket = connected(port)) {
            return saidTo(socket, request);
        }
    }

    private static String saidTo(final Socket socket, final String request) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        send(socket, request);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static Socket connected(final int port) throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static void send(final Socket socket, final String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean isWhole(final String said) {
        return said.toLowerCase(Locale.ROOT).contains("content-length") || said.endsWith("0\r\n\r\n");
    }

    private static SSLContext trusting(final Path cert) throws Exception {
        final KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(cert)) {
            trusted.setCertificateEntry(
                    "gateway", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
