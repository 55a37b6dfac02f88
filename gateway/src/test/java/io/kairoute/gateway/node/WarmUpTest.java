package io.kairoute.gateway.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.TestTables;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.format.ResponseFormat;
import io.kairoute.gateway.format.ResponseFormats;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that says it is ready decides the first contact of each form that questions may take. */
class WarmUpTest {
    private final Node server = TestGateways.start(
            Map.of(Property.ROUTE_SERVER_DEADLINE, "1s"),
            Served.of(TestTables.tenants("default")).beforeReady(Node::warmUp));

    @AfterEach
    void stop() {
        TestGateways.assertNoFault(server);
        server.close();
    }

    @Test
    void shouldHaveAnsweredEveryFormBeforeItIsReady() {
        assertTrue(answered("route") >= 1);
        assertTrue(answered("route_web") >= 2, "gRPC-Web, in bytes and in text");
        assertTrue(answered("route_http")
                >= 1 + new ResponseFormats(Map.of()).all().size());
    }

    @Test
    void shouldHaveExplainedADecisionBeforeItIsReady() {
        assertTrue(TestGateways.metric(server, "kairoute_explanations_total") >= 1);
    }

    @Test
    void shouldDecideTheFirstContactOfEveryFormat() throws Exception {
        final double before = answers();

        for (final ResponseFormat format : new ResponseFormats(Map.of()).all()) {
            final HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.routePort()
                                            + "/v1/route?format=" + format.name()))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"contact_id\":\"first\"}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), format.name());
        }

        assertEquals(before + new ResponseFormats(Map.of()).all().size(), answers());
        assertEquals(0, deadlines());
    }

    private double answered(final String method) {
        return TestGateways.metric(server, "kairoute_calls_total{code=\"OK\",method=\"" + method + "\"}");
    }

    private double answers() {
        return answered("route") + answered("route_web") + answered("route_http");
    }

    private double deadlines() {
        return server.meters()
                .scrape()
                .lines()
                .filter(line -> line.startsWith("kairoute_decisions_total{") && line.contains("\"DEADLINE\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
