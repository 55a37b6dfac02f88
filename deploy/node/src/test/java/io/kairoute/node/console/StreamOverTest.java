package io.kairoute.node.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream tells nothing more to whoever may not ask any more. */
@Tag("browser")
class StreamOverTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory = Path.of("");

    private static ConsoleNode node;

    @BeforeAll
    static void start() {
        node = ConsoleNode.guarded(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldTellNothingMoreToAPageWhoseSessionIsOver() throws Exception {
        final String cookies;
        try (Visit visit = Visit.of(node).as("viewer", "/log")) {
            cookies = visit.page().context().cookies().stream()
                    .map(cookie -> cookie.name + "=" + cookie.value)
                    .collect(Collectors.joining("; "));
        }
        final CompletableFuture<Long> end = watched("cookie", cookies);

        final HttpRequest signOut = HttpRequest.newBuilder(URI.create(node.origin() + "/console/session"))
                .DELETE()
                .headers("cookie", cookies, "origin", node.origin(), "sec-fetch-site", "same-origin")
                .headers("x-kairoute-console", "1", "content-type", "application/json")
                .build();
        assertEquals(
                2, HTTP.send(signOut, HttpResponse.BodyHandlers.discarding()).statusCode() / 100);

        assertTrue(end.get(20, TimeUnit.SECONDS) > 0, "it was told something before");
    }

    @Test
    void shouldTellNothingMoreToAProgramWhoseKeyWasTakenBack() throws Exception {
        final String key = "viewer-alone";
        final CompletableFuture<Long> end = watched("x-api-key", ConsoleNode.key(key));
        final Path file = directory.resolve("callers.yaml");

        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.contains("name: " + key + ","))
                        .toList());

        assertTrue(end.get(60, TimeUnit.SECONDS) > 0, "it was told something before");
    }

    /** How many lines somebody is told who watches what is true now, once that is over. */
    private static CompletableFuture<Long> watched(final String header, final String value) throws Exception {
        final HttpResponse<Stream<String>> watch = HTTP.send(
                HttpRequest.newBuilder(URI.create(node.origin() + "/v1/tenants/default/now:watch"))
                        .headers(header, value, "accept", "text/event-stream", "sec-fetch-site", "same-origin")
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        assertEquals(200, watch.statusCode());
        return CompletableFuture.supplyAsync(() -> watch.body().count());
    }
}
