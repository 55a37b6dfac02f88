package io.kairoute.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kairoute.node.logging.LogSchema;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node in a process of its own writes to standard error where a program reads it. */
class LogLinesIT {
    private static final String FIRST = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SECOND = "5bf92f3577b34da6a3ce929d0e0e4736";
    private static final Pattern RELOADED = Pattern.compile("\"event\":\"files_reloaded\"");
    private static final String CUSTOMER = "crm:jane-doe-4711";
    private static final int STOPPED = 143;

    /** What the newer Java machines say of libraries, on a line of their own form. */
    private static final String OF_JVM = "WARNING: ";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** More of their lines than a pipe holds. */
    private static final int MANY_CALLS = 1_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void shouldWriteEveryLineAsTheSchemaSaysAtLevelsThatChangeMeanwhile() throws Exception {
        final Path levels = directory.resolve("levels");
        final int code;
        try (ServerProcess server =
                ServerProcess.start(directory, serve("log.levels_file=" + levels, "identity.reload=100ms"))) {
            route(server, FIRST);
            server.awaitError(Pattern.compile("\"trace_id\":\"" + FIRST + "\""));
            Files.move(
                    Files.writeString(directory.resolve("new"), "io.kairoute.access=off\n"),
                    levels,
                    StandardCopyOption.ATOMIC_MOVE);
            server.awaitError(RELOADED);
            route(server, SECOND);

            code = server.stop();
        }

        final List<JsonNode> lines = new ArrayList<>();
        for (final String line : Files.readAllLines(directory.resolve("server.err"))) {
            assertFalse(line.contains(CUSTOMER) || line.contains(SECOND), line);
            if (!line.startsWith(OF_JVM)) {
                lines.add(LogSchema.assertFits(line));
            }
        }
        assertEquals(STOPPED, code);
        assertEquals(
                List.of("serve", "open_node", "call", "files_reloaded"),
                lines.stream()
                        .filter(line -> line.has("event"))
                        .map(line -> line.get("event").asText())
                        .distinct()
                        .toList());
        assertTrue(
                lines.stream().anyMatch(line -> line.get("message").asText().startsWith("route.access_log")),
                lines::toString);
        assertEquals("Stopped.", lines.get(lines.size() - 1).get("message").asText());
    }

    @Test
    void shouldAnswerAndStopWhileNobodyReadsItsLog() throws Exception {
        final int code;
        try (ServerProcess server = ServerProcess.startUnread(directory, serve())) {
            for (int call = 0; call < MANY_CALLS; call++) {
                route(server, FIRST);
            }

            code = server.stop();
        }

        assertEquals(STOPPED, code);
    }

    private String[] serve(final String... settings) {
        final List<String> words = new ArrayList<>(List.of(
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--table=../examples/telecom/table.yaml",
                "--route-port=0",
                "--admin-port=0",
                "--set=log.format=json",
                "--set=route.access_log=on"));
        for (final String setting : settings) {
            words.add("--set=" + setting);
        }
        return words.toArray(String[]::new);
    }

    private void route(final ServerProcess server, final String traceId) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + server.target() + "/v1/route"))
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .POST(HttpRequest.BodyPublishers.ofString("{\"customer_key\":\"" + CUSTOMER + "\"}"))
                .build();
        assertEquals(
                200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }
}
