package io.kairoute.gateway.console.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.console.TestBrowser;
import io.kairoute.gateway.node.Node;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in by a chosen name on a node that asks nobody. */
class OpenNodeSessionTest {
    private static final String SESSION = "/console/session";
    private static Node server;
    private TestBrowser browser;

    @BeforeAll
    static void start() {
        server = TestGateways.start(TestTables.tenants("default", "bank"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        browser = new TestBrowser(server.adminPort());
    }

    @Test
    void shouldCallWhoeverChoseANameByItAndSayThatNobodyProvedIt() throws Exception {
        final HttpResponse<String> answer = browser.write("POST", SESSION, "{\"name\":\" Ana O'Neil <b> \"}");

        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"name\":\"open:Ana O'Neil <b>\""), answer.body());
        assertTrue(answer.body().contains("\"tenants\":[\"default\",\"bank\"]"), answer.body());
        assertTrue(answer.body().contains("\"ways\":[\"NAME\"]"), answer.body());
        assertTrue(answer.body().contains("\"open\":true"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"  \"}",
                "{\"name\":\"a\\nb\"}",
                "{\"name\":\"a\\u202eb\"}",
                "{\"name\":\"a\\u200bb\"}",
                "{\"name\":\"a\\ud800\"}",
                "{\"name\":\"a\\u2028b\"}",
                "{\"api_key\":\"kr_x\"}"
            })
    void shouldTakeNoNameThatNobodyCouldReadInTheAuditTrail(final String body) throws Exception {
        final HttpResponse<String> answer = browser.write("POST", SESSION, body);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("NAME_NEEDED"), answer.body());
    }

    @Test
    void shouldTakeNoNameThatIsTooLong() throws Exception {
        assertEquals(
                200,
                browser.write("POST", SESSION, "{\"name\":\"" + "a".repeat(64) + "\"}")
                        .statusCode());
        assertEquals(
                400,
                browser.write("POST", SESSION, "{\"name\":\"" + "a".repeat(65) + "\"}")
                        .statusCode());
    }

    @Test
    void shouldShowEverybodyEverythingAndDoNothingInNobodysName() throws Exception {
        browser.cookies().put("kairoute-" + server.adminPort(), "of-the-start-before");

        final int seen = browser.get("/metrics").statusCode();
        final HttpResponse<String> done = browser.write("DELETE", "/v1/tenants/default/none", "");
        final HttpResponse<String> asked = browser.send(
                "POST",
                "/kairoute.control.v1.TableService/PublishTable",
                "",
                Map.of("content-type", "application/grpc-web+proto", "origin", browser.origin()));

        assertEquals(200, seen);
        assertEquals(404, done.statusCode());
        // Of gRPC a session counts for nothing, so this one is anybody's.
        assertTrue(asked.statusCode() == 200 || asked.statusCode() == 404, asked.body());
        assertEquals(200, browser.write("POST", SESSION, "{\"name\":\"ana\"}").statusCode());
    }
}
