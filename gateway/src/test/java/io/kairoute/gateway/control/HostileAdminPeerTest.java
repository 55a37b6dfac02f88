package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.control.v1.ListDraftsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a careless or hostile peer sends to the admin listener, byte by byte; a good call after each works.
 *
 * <p>Each bad request goes out {@value #TIMES} times, more often than there are places for open calls, so that a place which one of
 * them keeps shows in the call after.
 */
class HostileAdminPeerTest {
    private static final int TIMES = 40;
    private static final int MOST_WAIT_MS = 10_000;
    private static final String LIST = "/v1/tenants/default/drafts";

    @TempDir
    static Path directory;

    private static ControlNode node;

    @BeforeAll
    static void start() {
        node = ControlNode.start(directory);
        node.publish(ControlTables.withPriority(70), 0);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void shouldKeepNoPlaceAndServeAGoodCall() throws IOException {
        // A node learns of a reset when its event loop comes to it; until then the place is taken. Connections are
        // taken in order,
        // so one that is answered says that all before it were seen.
        assertEquals(200, status(say(get("/healthz"))));
        node.awaitOthersGone();

        assertEquals(200, status(say(get(LIST))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants/default/drafts?x=%zz",
                "/v1/tenants/default/drafts?%",
                "/v1/tenants/default/drafts?x=%f",
                "/v1/tenants/default/drafts?x=%ff",
                "/readyz?%",
                "/healthz?a=%zz",
                "/metrics?%f",
                "/v1/tenants/default/auditEntries?page_size=%D9%A3",
                "/v1/tenants/%zz/drafts",
                "/v1/tenants/default%/drafts",
                "/v1/tenants/default/drafts?colour=red",
                "/v1/tenants/default/auditEntries?kind=a&kind=b",
                "/v1/tenants/default/auditEntries?page_size=x",
                "/v1/tenants/default/auditEntries?page_size=1&pageSize=2",
            })
    void shouldAnswer400ToAnOddUrl(final String target) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            assertEquals(400, status(say(get(target))), target);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} {}",
                "{}x",
                "{\"draft\":\"a\",\"draft\":\"b\"}",
                "{\"draft\":",
                "[]",
                "{\"colour\":1}",
                "{\"draft\":\"\\ud800\"}",
                "\0",
                "{\"draft\":{}}"
            })
    void shouldAnswer400ToAnOddBody(final String body) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            assertEquals(400, status(say(post(LIST, body))), body);
        }
        assertEquals(
                0,
                node.tables().listDrafts(ListDraftsRequest.getDefaultInstance()).getDraftsCount());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 404, /v1/tenants/default/nothing",
        "PATCH, 4, " + LIST,
        "GET, 404, /nothing",
        "GET, 404, //",
        "DELETE, 405, /",
        "GET, 4, /v1/tenants//drafts"
    })
    void shouldAnswerAClientsErrorToWhatIsNotThere(final String method, final String begins, final String target)
            throws IOException {
        for (int i = 0; i < TIMES; i++) {
            final int status = status(
                    say(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "Connection: close\r\n\r\n"));
            assertTrue(Integer.toString(status).startsWith(begins), method + " " + target + ": " + status);
        }
    }

    @Test
    void shouldFreeThePlacesOfClientsThatVanishInABody() throws IOException {
        for (int i = 0; i < TIMES; i++) {
            try (Socket socket = connect()) {
                write(socket, head(LIST, 1_000) + "{\"draft\":");
                socket.setSoLinger(true, 0);
            }
        }
    }

    @Test
    void shouldFreeThePlacesOfClientsThatVanishBeforeTheAnswer() throws IOException {
        for (int i = 0; i < TIMES; i++) {
            try (Socket socket = connect()) {
                write(socket, get(LIST));
                socket.setSoLinger(true, 0);
            }
        }
    }

    @Test
    void shouldServeOthersBesideAClientThatSendsOnlyPings() throws IOException {
        final byte[] ping = {0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        try (Socket socket = connect()) {
            write(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            for (int i = 0; i < 200; i++) {
                socket.getOutputStream().write(ping);
            }
            assertEquals(200, status(say(get(LIST))));
        } catch (final IOException e) {
            // The node may close it: that is an end, too.
            assertTrue(String.valueOf(e.getMessage()).matches(".*(reset|pipe|closed).*"), e.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\1\2\3\4\5\r\n\r\n",
                "GET\r\n\r\n",
                "POST " + LIST + " HTTP/1.1\r\nHost: 127.0.0.1\r\ncontent-length: -1\r\n\r\n",
                "POST " + LIST
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            })
    void shouldEndConnectionsThatBreakHttp1(final String request) throws IOException {
        for (int i = 0; i < TIMES; i++) {
            final String said = say(request);
            assertTrue(said.isEmpty() || status(said) == 400, said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST, "/readyz", "/metrics"})
    void shouldAnswer400WhereARequestNamesTwoHosts(final String target) throws IOException {
        final String said = say(
                "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: 127.0.0.1\r\n" + "Connection: close\r\n\r\n");

        assertEquals(400, status(said), said);
        assertTrue(said.contains("TWO_HOSTS"), said);
    }

    @Test
    void shouldSayThatTheQueryIsTheTroubleAndNotThePath() throws IOException {
        assertTrue(say(get("/readyz?%")).contains("BAD_QUERY"));
    }

    @Test
    void shouldNotWaitForABodyThatIsDeclaredTooLong() throws IOException {
        final String said = say("POST " + LIST + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/json\r\nContent-Length: 3000000000\r\n\r\n{");

        assertEquals(413, status(said), said);
        assertTrue(said.contains("connection: close"), said);
    }

    @Test
    void shouldEndConnectionsThatBreakHttp2() throws IOException {
        final byte[][] frames = {
            {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0, 0, 1},
            {0, 0, 7, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7},
            {0, 0, 1, 0, 0, 0, 0, 0, 1, 9},
            {0, 0, 5, 1, 4, 0, 0, 0, 1, -1, -1, -1, -1, -1},
        };
        for (final byte[] frame : frames) {
            try (Socket socket = connect()) {
                write(socket, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
                socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
                socket.getOutputStream().write(frame);
                final String unused = readToEnd(socket);
            } catch (final SocketTimeoutException e) {
                throw new AssertionError("still open after " + Arrays.toString(frame), e);
            }
        }
    }

    private static String get(final String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    }

    private static String post(final String target, final String body) {
        return head(target, body.length()) + body;
    }

    private static String head(final String target, final int length) {
        return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static int status(final String said) {
        assertTrue(said.matches("(?s)HTTP/1[.][01] \\d{3}.*"), () -> "no answer: " + said);
        return Integer.parseInt(said.substring(9, 12));
    }

    /** What the node says to bytes until it closes. */
    private static String say(final String request) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request);
            return readToEnd(socket);
        }
    }

    private static Socket connect() throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.adminPort());
        socket.setSoTimeout(MOST_WAIT_MS);
        return socket;
    }

    private static void write(final Socket socket, final String text) throws IOException {
        final OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String readToEnd(final Socket socket) throws IOException {
        final InputStream in = socket.getInputStream();
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final byte[] piece = new byte[8_192];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                said.write(piece, 0, count);
            }
        } catch (final SocketTimeoutException e) {
            throw e;
        } catch (final IOException e) {
            // A reset ends it as well as a close does.
            return said.toString(StandardCharsets.ISO_8859_1);
        }
        return said.toString(StandardCharsets.ISO_8859_1);
    }
}
