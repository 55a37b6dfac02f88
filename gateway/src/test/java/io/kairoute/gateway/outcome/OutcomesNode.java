package io.kairoute.gateway.outcome;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.EraseCustomerRequest;
import io.kairoute.control.v1.GetOutcomeCoverageRequest;
import io.kairoute.control.v1.GetOutcomeCoverageResponse;
import io.kairoute.control.v1.GetOutcomeRequest;
import io.kairoute.control.v1.GetOutcomeResponse;
import io.kairoute.control.v1.ListOutcomesRequest;
import io.kairoute.control.v1.ListOutcomesResponse;
import io.kairoute.control.v1.Outcome;
import io.kairoute.control.v1.OutcomeResult;
import io.kairoute.control.v1.OutcomeServiceGrpc;
import io.kairoute.control.v1.ReportOutcomesRequest;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.GatewayConfig;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.ControlTables;
import io.kairoute.gateway.node.DataOwner;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A node over a data directory, as it is served, and those who tell it of outcomes. */
final class OutcomesNode implements AutoCloseable {
    private final Node node;
    private final ManagedChannel admin;
    private final ManagedChannel route;

    private OutcomesNode(final Node node) {
        this.node = node;
        admin = channel(node.adminPort());
        route = channel(node.routePort());
    }

    static OutcomesNode start(final Path data) {
        return start(data, Map.of());
    }

    static OutcomesNode start(final Path data, final Map<Property, String> over) {
        final Map<Property, String> properties = new EnumMap<>(Map.of(Property.DATA_DIR, data.toString()));
        properties.putAll(over);
        final GatewayConfig config = TestGateways.config(properties);
        return new OutcomesNode(Node.of(
                        config,
                        new StoredContents(
                                config,
                                new DataOwner(data, "test", note -> {}),
                                Map.of("default", ControlTables.withPriority(70).getBytes(StandardCharsets.UTF_8))))
                .start());
    }

    Node server() {
        return node;
    }

    OutcomeServiceGrpc.OutcomeServiceBlockingStub calls() {
        return OutcomeServiceGrpc.newBlockingStub(admin);
    }

    OutcomeServiceGrpc.OutcomeServiceStub stream() {
        return OutcomeServiceGrpc.newStub(admin);
    }

    List<OutcomeResult> report(final Outcome... outcomes) {
        return calls().reportOutcomes(ReportOutcomesRequest.newBuilder()
                        .addAllOutcomes(List.of(outcomes))
                        .build())
                .getResultsList();
    }

    List<String> statuses(final Outcome... outcomes) {
        return report(outcomes).stream().map(OutcomeResult::getStatus).toList();
    }

    GetOutcomeResponse known(final String contact) {
        return calls().getOutcome(GetOutcomeRequest.newBuilder()
                .setDecisionId("-")
                .setContactId(contact)
                .build());
    }

    GetOutcomeCoverageResponse coverage() {
        return calls().getOutcomeCoverage(GetOutcomeCoverageRequest.getDefaultInstance());
    }

    ListOutcomesResponse list(final ListOutcomesRequest request) {
        return calls().listOutcomes(request);
    }

    RouteResponse route(final RouteRequest request) {
        return RoutingServiceGrpc.newBlockingStub(route).route(request);
    }

    void erase(final String key) {
        final var unused = SegmentServiceGrpc.newBlockingStub(admin)
                .eraseCustomer(EraseCustomerRequest.newBuilder()
                        .setCustomerKey(key)
                        .setReason("asked for it")
                        .build());
    }

    HttpResponse<String> post(final String path, final String type, final String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.adminPort() + path))
                                .header("content-type", type)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        admin.shutdownNow();
        route.shutdownNow();
        node.close();
    }

    static ManagedChannel channel(final int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }
}
