package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kairoute.ctl.CommandRun;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.gateway.config.ConfigLoader;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.NodeState;
import io.kairoute.node.serve.NodeSetup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens what an older version left, see {@code old-data/README.md}. */
class OldDataDirectoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> CUSTOMERS = List.of("crm:c-0007", "crm:c-0008", "crm:new-1");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void shouldShowWhatAnOlderVersionHeld() throws Exception {
        final Path data = unpacked();

        try (Node node = serve(data)) {
            assertSameAnswers(node);
        }
    }

    @Test
    void shouldVerifyAnAuditTrailOfAnOlderVersionAndLeaveItAsItIs() throws Exception {
        final Path data = unpacked();
        final byte[] before = Files.readAllBytes(data.resolve("control.db"));

        final CommandRun verify = CommandRun.of("audit", "verify", "--data-dir", data.toString());
        final CommandRun head = CommandRun.of("audit", "head", "--data-dir", data.toString());

        assertEquals(ExitCode.DONE, verify.code(), verify.out());
        assertEquals(ExitCode.DONE, head.code(), head.out());
        assertTrue(head.out().contains("default="), head.out());
        assertArrayEquals(before, Files.readAllBytes(data.resolve("control.db")));
    }

    @Test
    void shouldMakeTheDecisionsOfAnOlderVersionAgain() throws Exception {
        final Path data = unpacked();
        serve(data).close();

        final CommandRun replay = CommandRun.of("decisions", "replay", "--data-dir", data.toString());

        assertEquals(answers().get("replay").asText(), replay.out().strip(), replay.err());
    }

    @Test
    void shouldMakeDecisionsOfAnOlderVersionAndItsOwnAgainFromOneDirectory() throws Exception {
        final Path data = unpacked();
        try (Node node = serve(data)) {
            route(node, "new-1");
        }

        final CommandRun replay = CommandRun.of("decisions", "replay", "--data-dir", data.toString());
        final CommandRun export = CommandRun.of("decisions", "export", "--data-dir", data.toString());

        assertEquals(
                answers().get("replay").asText().replace("300", "301"),
                replay.out().strip(),
                replay.err());
        final List<String> lines = export.out().lines().toList();
        assertFalse(lines.get(0).contains("current_revision"), lines.get(0));
        assertTrue(lines.get(300).contains("\"revision\":4,\"current_revision\":4,"), lines.get(300));
    }

    @Test
    void shouldEraseACustomerWhomAnOlderVersionStored() throws Exception {
        try (Node node = serve(unpacked())) {
            final String erased = post(
                    node,
                    "/v1/tenants/default/customers:erase",
                    "{\"customer_key\":\"crm:c-0007\",\"reason\":\"asked for it\"}");

            assertTrue(erased.contains("entr") || erased.contains("set"), erased);
            final HttpResponse<String> gone =
                    send(node, "/v1/tenants/default/customers:get", "ann", "{\"customer_key\":\"crm:c-0007\"}");
            assertEquals(404, gone.statusCode(), gone.body());
        }
    }

    @Test
    void shouldForgetAnErasedAccountThatALiveOccasionNames() throws Exception {
        final Path data = unpacked();
        try (Node node = serve(data)) {
            post(
                    node,
                    "/v1/tenants/default/customers:erase",
                    "{\"customer_key\":\"acct:jane-doe-4711\",\"reason\":\"asked for it\"}");

            final String live = get(node, "/v1/tenants/default/liveOccasions");

            assertFalse(live.contains("jane-doe"), live);
            assertTrue(live.contains("acct:0815"), live);
        }
        final CommandRun verify = CommandRun.of("audit", "verify", "--data-dir", data.toString());
        assertEquals(ExitCode.DONE, verify.code(), verify.out());
        assertTrue(verify.out().contains("hold account keys as they were sent: 1."), verify.out());
    }

    @Test
    void shouldKeepWhatAnOlderVersionHeldForItsOwnerAlone() throws Exception {
        final Path data = unpacked();
        for (final Path path : all(data)) {
            final boolean isSecret = path.endsWith("secret") || path.endsWith("control.key");
            Files.setPosixFilePermissions(
                    path,
                    PosixFilePermissions.fromString(
                            Files.isDirectory(path) ? "rwxrwxrwx" : isSecret ? "rw-------" : "rw-rw-rw-"));
        }

        serve(data).close();

        assertOwnersAlone(data);
    }

    @Test
    void shouldKeepAFreshDirectoryForItsOwnerAlone() throws Exception {
        final Path data = temp.resolve("fresh");
        final Path table = Path.of("../examples/telecom/table.yaml");

        try (Node node = NodeSetup.of(
                        ConfigLoader.load(
                                        null,
                                        Map.of(),
                                        Map.of(
                                                Property.DATA_DIR,
                                                data.toString(),
                                                Property.TABLES,
                                                "default=" + table,
                                                Property.ROUTE_PORT,
                                                "0",
                                                Property.ADMIN_PORT,
                                                "0"))
                                .config(),
                        "test",
                        sentence -> {})
                .start()) {
            assertEquals(NodeState.READY, node.state());
            assertOwnersAlone(data);
        }

        assertOwnersAlone(data);
    }

    @Test
    void shouldMarkTheDirectorySoThatAnOlderVersionRefusesIt() throws Exception {
        final Path data = unpacked();
        assertEquals("kairoute data directory, format 1\n", Files.readString(data.resolve("FORMAT")));

        serve(data).close();

        assertEquals("kairoute data directory, format 2\n", Files.readString(data.resolve("FORMAT")));
    }

    @Test
    void shouldRestoreABackupOfAnOlderVersion() throws Exception {
        final Path data = temp.resolve("restored");
        final CommandRun restored =
                CommandRun.of("restore", copied("backup.zip").toString(), "--data-dir", data.toString());
        assertEquals(ExitCode.DONE, restored.code(), restored.err());
        assertOwnersAlone(data);

        try (Node node = serve(data)) {
            final JsonNode answers = answers();
            for (final String tenant : List.of("default", "bank")) {
                final String head = "/v1/tenants/" + tenant + "/auditHead";
                assertCovers(head, answers.get(head), JSON.readTree(get(node, head)));
            }
        }
        final CommandRun replay = CommandRun.of("decisions", "replay", "--data-dir", data.toString());
        assertEquals(answers().get("replay").asText(), replay.out().strip(), replay.err());
    }

    private static void assertSameAnswers(final Node node) throws Exception {
        final JsonNode answers = answers();
        answers.properties().forEach(answer -> {
            if (answer.getKey().startsWith("/")) {
                final JsonNode now = tree(get(node, answer.getKey()));
                assertCovers(answer.getKey(), withoutEnded(answer.getValue()), withoutEnded(now));
            }
        });
        final JsonNode queues = tree(get(node, "/v1/tenants/default/queues")).get("queues");
        for (final JsonNode held : answers.get("overrides")) {
            for (final JsonNode queue : queues) {
                if (queue.get("queue").equals(held.get("queue"))) {
                    assertCovers("override", held.get("override"), queue.get("override"));
                }
            }
        }
        for (final String customer : CUSTOMERS) {
            final String now =
                    post(node, "/v1/tenants/default/customers:get", "{\"customer_key\":\"" + customer + "\"}");
            assertCovers(customer, answers.get("customer " + customer), tree(now));
        }
    }

    /** What has ended is listed for two hours only; by now those are over. */
    private static JsonNode withoutEnded(final JsonNode answer) {
        if (answer.get("live_occasions") instanceof ArrayNode live) {
            live.removeIf(one -> one.get("state").asText().equals("RESOLVED"));
        }
        return answer;
    }

    /** Everything that was said is said now, word for word; a newer version may say more. */
    private static void assertCovers(final String where, final JsonNode then, final JsonNode now) {
        if (then.isObject()) {
            then.properties().forEach(field -> {
                final JsonNode value = now.get(field.getKey());
                assertTrue(value != null, where + " no longer says " + field.getKey());
                assertCovers(where + "." + field.getKey(), field.getValue(), value);
            });
        } else if (then.isArray()) {
            assertEquals(then.size(), now.size(), where);
            for (int i = 0; i < then.size(); i++) {
                assertCovers(where + "[" + i + "]", then.get(i), now.get(i));
            }
        } else {
            assertEquals(then, now, where);
        }
    }

    private static void assertOwnersAlone(final Path directory) throws IOException {
        for (final Path path : all(directory)) {
            assertEquals(
                    Files.isDirectory(path) ? "rwx------" : "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                    path.toString());
        }
    }

    private static List<Path> all(final Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.toList();
        }
    }

    private Node serve(final Path data) throws IOException {
        return OldData.serve(data, copied("credentials.yaml"), note -> {});
    }

    /** Asks the node about a contact of a customer that the fixture has. */
    static void route(final Node node, final String contact) {
        final HttpResponse<String> routed = send(
                node.routePort(),
                "/v1/route",
                "ann",
                "{\"contact_id\":\"" + contact + "\",\"customer_key\":\"crm:c-0008\",\"intent\":\"no_internet\"}");
        assertEquals(200, routed.statusCode(), routed.body());
    }

    private static String get(final Node node, final String path) {
        final HttpResponse<String> answer = send(node, path, path.contains("/bank/") ? "other" : "ann", "");
        assertEquals(200, answer.statusCode(), path + " " + answer.body());
        return answer.body();
    }

    private static String post(final Node node, final String path, final String body) {
        final HttpResponse<String> answer = send(node, path, "ann", body);
        assertEquals(200, answer.statusCode(), path + " " + answer.body());
        return answer.body();
    }

    static HttpResponse<String> send(final Node node, final String path, final String who, final String body) {
        return send(node.adminPort(), path, who, body);
    }

    private static HttpResponse<String> send(final int port, final String path, final String who, final String body) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("x-api-key", OldData.key(who))
                .header("content-type", "application/json");
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private static JsonNode answers() throws IOException {
        try (InputStream in = OldData.resource("answers.json")) {
            return JSON.readTree(in);
        }
    }

    private static JsonNode tree(final String json) {
        try {
            return JSON.readTree(json);
        } catch (final IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private Path copied(final String name) throws IOException {
        return OldData.copy(name, temp);
    }

    private Path unpacked() throws IOException {
        return OldData.unpack(temp.resolve("data"));
    }
}
