package io.kairoute.gateway.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.control.v1.OutcomeServiceGrpc;
import io.kairoute.control.v1.ReportOutcomesRequest;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.node.StartException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port that takes outcomes and nothing else. */
class OutcomesPortTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldTakeOutcomesAndTellOfHealthAndHaveNothingElse() throws Exception {
        try (OutcomesNode node = OutcomesNode.start(data, Map.of(Property.OUTCOMES_PORT, "0"))) {
            final int port = node.server().outcomesPort();

            assertEquals(200, send(port, "GET", "/healthz"));
            assertEquals(200, send(port, "GET", "/readyz"));
            assertEquals(400, send(port, "POST", "/v1/outcomes"), "a question without outcomes");
            assertEquals(400, send(port, "POST", "/v1/tenants/default/outcomes"));
            for (final String path : List.of(
                    "/metrics",
                    "/openapi.json",
                    "/",
                    "/v1/outcomes",
                    "/v1/tenants/default/outcomes",
                    "/v1/tenants/default/outcomes:coverage",
                    "/v1/tenants/default/revisions")) {
                assertEquals(404, send(port, "GET", path), path);
            }
            assertEquals(404, send(port, "POST", "/v1/tenants/default/notes"));
            assertEquals(0, node.list(ListOutcomesRequest.getDefaultInstance()).getOutcomesCount());
        }
    }

    @Test
    void shouldTakeCallsThatReportOverGrpcAndKnowNoOther() {
        try (OutcomesNode node = OutcomesNode.start(data, Map.of(Property.OUTCOMES_PORT, "0"))) {
            final ManagedChannel channel = OutcomesNode.channel(node.server().outcomesPort());
            final var calls = OutcomeServiceGrpc.newBlockingStub(channel);

            assertEquals(
                    "ACCEPTED",
                    calls.reportOutcomes(ReportOutcomesRequest.newBuilder()
                                    .addOutcomes(TestOutcomes.handled("a", 1, 10))
                                    .build())
                            .getResults(0)
                            .getStatus());
            assertEquals(
                    ServingStatus.SERVING,
                    HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus());
            final StatusRuntimeException unknown = assertThrows(
                    StatusRuntimeException.class, () -> calls.listOutcomes(ListOutcomesRequest.getDefaultInstance()));
            assertEquals(Status.Code.UNIMPLEMENTED, unknown.getStatus().getCode());
            assertEquals(10, node.known("a").getMerged().getHandleMs(), "the admin port knows it");
            channel.shutdownNow();
        }
    }

    @Test
    void shouldNotStartWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final StartException refused = assertThrows(
                    StartException.class,
                    () -> OutcomesNode.start(
                            data, Map.of(Property.OUTCOMES_PORT, String.valueOf(taken.getLocalPort()))));

            assertTrue(
                    String.valueOf(refused.getMessage()).endsWith("set outcomes.port to a free port."),
                    refused.getMessage());
        }
    }

    @Test
    void shouldHaveNoSuchPortWhereNoneIsSet() {
        try (OutcomesNode node = OutcomesNode.start(data)) {
            assertEquals(0, node.server().outcomesPort());
        }
    }

    private static int send(final int port, final String verb, final String path) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("content-type", "application/json")
                                .method(verb, HttpRequest.BodyPublishers.ofString(verb.equals("GET") ? "" : "{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
