package io.kairoute.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.node.Node;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.compile.SnapshotBuilder;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.check.TableLoader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What telephony servers are answered with the example table, as their pages and files rely on it. */
class SipAnswerTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Node server;

    @BeforeAll
    static void start() {
        final TableDefinition table = Objects.requireNonNull(
                TableLoader.load(DEPLOY.resolve("examples/telecom/table.yaml"), LocalDate.of(2026, 12, 1))
                        .table());
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        tenants.holder(0)
                .publish(new SnapshotBuilder(
                                TenantDirectory.DEFAULT_TENANT,
                                new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                                CompiledRevision.of(1, table, Horizon.around(0)))
                        .build());
        server = TestGateways.start(tenants);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void shouldSendKamailioToTheQueueThenDownItsLadderThenToTheTablesDefault() throws Exception {
        final JsonNode routes = routes("\"intent\":\"no_internet\",\"intent_confidence\":0.95");

        assertEquals(
                List.of("sip:outage@acd.example", "sip:outage-overflow@acd.example", "sip:general@acd.example"),
                routes.findValuesAsText("uri"));
        assertEquals(60_000, routes.at("/0/fr_inv_timer").intValue());
    }

    @Test
    void shouldGiveNoRouteToAPlatformThatNoQueueHasANameOn() throws Exception {
        assertEquals(
                0,
                routes("\"intent\":\"no_internet\",\"intent_confidence\":0.95,\"platform\":\"elsewhere\"")
                        .size());
    }

    @Test
    void shouldTakeTheNumbersOfTheExampleAsSipSendsThem() throws Exception {
        for (final String number : List.of("tel:+18005550199", "+18005550199", "18005550199")) {
            final String line = ask("line", "application/json", "{\"entry_point\":\"" + number + "\"}");

            assertTrue(line.contains(";occasion=cancellation;"), line);
        }
    }

    @Test
    void shouldAnswerAsteriskWhatItsDialplanReads() throws Exception {
        final String dialplan = Files.readString(DEPLOY.resolve("integrations/asterisk/extensions.conf"));
        final String line = ask(
                "line",
                "application/x-www-form-urlencoded",
                "contact_id=1796031954.1&channel=VOICE&entry_point=%2B18005550199&customer_key=tel%3A%2B15550100");

        assertTrue(dialplan.contains("\"decision_id=\""), dialplan);
        assertTrue(line.startsWith("decision_id="), line);
        final List<String> read = Pattern.compile("\\$\\{KAIROUTE_([a-z0-9_]+)")
                .matcher(dialplan)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
        assertTrue(read.contains("queue"), read.toString());
        read.forEach(key -> assertTrue((";" + line).contains(";" + key + "="), key));
    }

    @Test
    void shouldTellAsteriskFromItsFirstBytesThatThereIsNoDecision() throws Exception {
        final String refusal = ask("line", "text/plain", "?");

        assertFalse(refusal.startsWith("decision_id="), refusal);
    }

    private static JsonNode routes(final String fields) throws Exception {
        return new ObjectMapper()
                .readTree(ask("rtjson", "application/json", "{\"channel\":\"VOICE\"," + fields + "}"))
                .get("routes");
    }

    private static String ask(final String format, final String type, final String body) throws Exception {
        final URI uri = URI.create("http://127.0.0.1:" + server.routePort() + "/v1/route?format=" + format);
        return HTTP.send(
                        HttpRequest.newBuilder(uri)
                                .header("content-type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
