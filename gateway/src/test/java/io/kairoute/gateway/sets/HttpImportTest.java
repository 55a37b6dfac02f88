package io.kairoute.gateway.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports whose file is the body of a plain HTTP request, as curl sends it. */
class HttpImportTest {
    private static final String MAPPING =
            Base64.getUrlEncoder().encodeToString(Upload.MAPPING.getBytes(StandardCharsets.UTF_8));
    private static final String QUERY = "?head.mapping=" + MAPPING + "&head.file_name=customers.csv";

    @TempDir
    private Path directory;

    private CustomersNode node;

    @BeforeEach
    void start() {
        node = CustomersNode.start(directory.resolve("data"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void shouldImportTheFileOfTheBodyAndActivateIt(final String method) throws Exception {
        final Path file = Files.writeString(directory.resolve("customers.csv"), "id,value\n1,5\n2,500\n");

        final HttpResponse<String> imported = send(request(QUERY + "&head.activate=true&head.reason=november")
                .header("content-type", "text/csv")
                .method(method, HttpRequest.BodyPublishers.ofFile(file)));

        assertEquals(200, imported.statusCode(), imported.body());
        final List<String> lines = imported.body().lines().toList();
        assertTrue(lines.get(0).contains("\"phase\":"), lines.get(0));
        final String last = lines.get(lines.size() - 1);
        assertTrue(last.contains("\"rows\":\"2\""), last);
        assertEquals("gold", node.ask("crm:2").getTier());
    }

    @Test
    void shouldGiveTheResultAloneToACallerWhoTakesOneObject() throws Exception {
        final HttpResponse<String> imported = send(request(QUERY)
                .header("accept", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("id,value\n1,5\n")));

        assertEquals(200, imported.statusCode(), imported.body());
        assertEquals(1, imported.body().lines().count());
        assertTrue(imported.body().contains("\"result\""), imported.body());
    }

    @Test
    void shouldTellOfBadRowsBeforeItSaysThatTheFileIsRefused() throws Exception {
        final HttpResponse<String> lines = send(request(QUERY)
                .header("accept", "application/x-ndjson")
                .PUT(HttpRequest.BodyPublishers.ofString("id,value\n1,much\n")));
        final HttpResponse<String> alone = send(request(QUERY)
                .header("accept", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("id,value\n1,much\n")));

        assertTrue(lines.body().contains("\"rejects\""), lines.body());
        assertTrue(lines.body().contains("\"error\"") && lines.body().contains("FILE_REFUSED"), lines.body());
        assertEquals(400, alone.statusCode(), alone.body());
        assertTrue(alone.body().contains("FILE_REFUSED"), alone.body());
    }

    @Test
    void shouldRefuseWhatTheQueryGetsWrongBeforeTheFileComes() throws Exception {
        assertEquals(400, put("").statusCode(), "no mapping");
        assertEquals(400, put("?head.mapping=bm90IGEgbWFwcGluZw").statusCode(), "no mapping that can be read");
        assertEquals(400, put(QUERY + "&head.colour=red").statusCode(), "an unknown name");
        assertEquals(400, put(QUERY + "&head=a").statusCode(), "a name twice");
        assertEquals(400, put(QUERY + "&a.b.c.d.e.f.g.h.i.j.k.l=a").statusCode(), "a name without end");
        assertEquals(
                404,
                send(HttpRequest.newBuilder(uri("nobody", QUERY)).PUT(HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
    }

    @Test
    void shouldNameWhatIsWrongByItsStatus() throws Exception {
        final HttpResponse<String> first = put(QUERY);
        final HttpResponse<String> again = put(QUERY);

        assertEquals(200, first.statusCode());
        assertEquals(409, again.statusCode(), again.body());
        assertTrue(again.body().contains("\"title\":\"Conflict\""), again.body());
    }

    @Test
    void shouldTakeNoBodyThatAFormOfAPageCouldSend() throws Exception {
        final HttpResponse<String> form = send(request(QUERY)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("id,value\n1,5\n")));
        final HttpResponse<String> nothing =
                send(request(QUERY).POST(HttpRequest.BodyPublishers.ofString("id,value\n1,5\n")));

        assertEquals(415, form.statusCode(), form.body());
        assertEquals(415, nothing.statusCode(), nothing.body());
    }

    private HttpResponse<String> put(final String query) throws Exception {
        return send(request(query).PUT(HttpRequest.BodyPublishers.ofString("id,value\n1,5\n")));
    }

    private HttpRequest.Builder request(final String query) {
        return HttpRequest.newBuilder(uri("default", query));
    }

    private URI uri(final String tenant, final String query) {
        return URI.create(
                "http://127.0.0.1:" + node.adminPort() + "/v1/tenants/" + tenant + "/segmentSets:import" + query);
    }

    private static HttpResponse<String> send(final HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
