package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.routing.v1.RouteRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and simulations as lines of JSON, as curl has them. */
class HttpExportTest {
    private static final int CONTACTS = 60;
    private static final String EXPORT = "/v1/tenants/default/decisions:export";
    private static final String SIMULATION = "/v1/tenants/default/tables/current:streamSimulation";

    @TempDir
    private Path directory;

    private DecisionLog log;
    private ControlNode node;

    @BeforeEach
    void route() throws Exception {
        log = new DecisionLog(
                ordinal -> directory.resolve("decisions"), DecisionLogSettings.DEFAULT, InstantSource.system());
        node = ControlNode.start(
                directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(Property.EVENT_LOOPS, "1"), log);
        node.publish(ControlTables.withPriority(70), 0);
        for (int i = 0; i < CONTACTS; i++) {
            node.ask(RouteRequest.newBuilder().setContactId("c" + i).build());
        }
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (contacts(post(EXPORT, "", "{}").body()).size() < CONTACTS) {
            assertTrue(System.nanoTime() < deadlineNs, "they were never logged");
        }
    }

    @AfterEach
    void stop() {
        node.close();
        log.close();
    }

    @Test
    void shouldExportEveryDecisionInLinesOfJson() throws Exception {
        final HttpResponse<String> exported = post(EXPORT, "application/x-ndjson", "{}");

        assertEquals(200, exported.statusCode());
        assertEquals(
                "application/x-ndjson",
                exported.headers().firstValue("content-type").orElse(""));
        final List<String> contacts = contacts(exported.body());
        assertEquals(CONTACTS, contacts.size());
        assertEquals("c0", contacts.get(0));
        assertTrue(exported.body().lines().allMatch(line -> line.startsWith("{") && line.endsWith("}")));
    }

    @Test
    void shouldExportWhatFitsTheFilterOfTheBody() throws Exception {
        final HttpResponse<String> exported = post(EXPORT, "*/*", "{\"filter\": {\"contact_id\": \"c7\"}}");

        assertEquals(List.of("c7"), contacts(exported.body()));
    }

    @Test
    void shouldSayWhatFormsThereAreToACallerWhoTakesNone() throws Exception {
        final HttpResponse<String> refused = post(EXPORT, "application/json", "{}");

        assertEquals(406, refused.statusCode());
        assertTrue(refused.body().contains("NOT_ACCEPTABLE"), refused.body());
        assertTrue(refused.body().contains("application/x-ndjson"), refused.body());
    }

    @Test
    void shouldRefuseWithAStatusWhatIsRefusedBeforeItsFirstLine() throws Exception {
        assertEquals(404, post("/v1/tenants/nobody/decisions:export", "", "{}").statusCode());
        assertEquals(400, post(EXPORT, "", "{\"colour\": \"red\"}").statusCode());
    }

    @Test
    void shouldTellACallerToSendOnWhoAsksBeforeItSendsItsJson() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.adminPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("POST " + EXPORT + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                    + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            final BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            final String first = lines.readLine();
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            lines.readLine();

            assertEquals("HTTP/1.1 100 Continue", first);
            assertEquals("HTTP/1.1 200 OK", lines.readLine());
        }
    }

    @Test
    void shouldTellHowFarASimulationIsBeforeItsReport() throws Exception {
        final HttpResponse<String> lines = post(SIMULATION, "application/x-ndjson", "{}");

        final List<String> told = lines.body().lines().toList();
        final String last = told.get(told.size() - 1);
        assertTrue(last.contains("\"contacts\":\"" + CONTACTS + "\""), last);
    }

    @Test
    void shouldGiveTheReportOfASimulationAloneToACallerWhoTakesOneObject() throws Exception {
        final HttpResponse<String> report = post(SIMULATION, "application/json", "{}");
        final HttpResponse<String> refused = post(SIMULATION, "application/json", "{\"document\": \"no table\"}");

        assertEquals(200, report.statusCode(), report.body());
        assertEquals(1, report.body().lines().count());
        assertTrue(report.body().contains("\"contacts\":\"" + CONTACTS + "\""), report.body());
        assertEquals(400, refused.statusCode(), refused.body());
        assertFalse(refused.body().isEmpty());
    }

    private static List<String> contacts(final String lines) {
        return Pattern.compile("\"contact_id\":\"(c[0-9]+)\"")
                .matcher(lines)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private HttpResponse<String> post(final String path, final String accept, final String body) throws Exception {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.adminPort() + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!accept.isEmpty()) {
            request.header("accept", accept);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
