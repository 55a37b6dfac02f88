package io.kairoute.gateway.sets;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.AuditServiceGrpc;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListAuditEntriesResponse;
import io.kairoute.control.v1.SegmentServiceGrpc;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.ControlSettings;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.DecisionLogSettings;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.gateway.work.Slices;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.IndexBudget;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.router.store.DataDirectory;
import io.kairoute.router.store.TenantFolder;
import io.kairoute.router.store.TenantSecret;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A node over a data directory, with everything that customers need, and clients of both listeners. */
final class CustomersNode implements AutoCloseable {
    static final String TENANT = TenantDirectory.DEFAULT_TENANT;

    private static final String TIER = """
              - id: %1$s
                name: %1$s
                definition: some
                owner: crm
                cadence: monthly
                version: 1
                success: {metric: time_to_relief, target: 0.9}
            """;
    private static final String TABLE = """
            table: test
            format: 1
            defaults:
              occasion: general
              tier: standard
              treatment: {queue: general, script: help, priority: 40, sla: 60s}
            occasions:
              - id: general
                name: General
                job: Get an answer
                owner: care
                clear_at: 0.8
                ambiguous_at: 0.5
                treatment: {}
                metrics: [time_to_relief]
            tiers:
            %s
            queues:
              - {id: general, name: General}
            scripts:
              - {id: help, name: Help, version: 1, default: en, languages: {en: Hello}}
            """;

    private final DataDirectory directory;
    private final ControlPlane plane;
    private final DecisionLog decisions;
    private final TenantSegments segments;
    private final Node server;
    private final ManagedChannel admin;
    private final ManagedChannel route;

    private CustomersNode(final Path path, final Map<Property, String> properties, final IndexBudget indexes) {
        directory = DataDirectory.open(path, "test", InstantSource.system());
        final TenantDirectory tenants = new TenantDirectory(List.of(TENANT));
        final KeyHasher hasher = hasher(folder());
        final Path log = path.resolve("control.db");
        plane = new ControlPlane(
                SqliteControlLog.open(log, ChainKey.open(path.resolve("control.key"), Files.exists(log))),
                tenants,
                Map.of(TENANT, hasher),
                ControlSettings.DEFAULT,
                InstantSource.system());
        decisions =
                new DecisionLog(ordinal -> folder().decisions(), DecisionLogSettings.DEFAULT, InstantSource.system());
        segments = TenantSegments.open(
                TENANT,
                folder(),
                hasher,
                TenantLog.of(decisions, null, 0),
                new SetsHost(
                        plane.sets(),
                        Runnable::run,
                        CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS),
                        new Slices(1),
                        indexes,
                        System.out::println));
        segments.await();
        plane.configure(TENANT, table());
        server = TestGateways.start(
                properties,
                Served.of(tenants)
                        .where(ordinal -> plane.hasTable(TENANT))
                        .with(SegmentServices.addTo(ControlServices.of(plane), Map.of(TENANT, segments)))
                        .with(decisions));
        admin = channel(server.adminPort());
        route = channel(server.routePort());
    }

    static CustomersNode start(final Path path) {
        return start(path, Map.of());
    }

    static CustomersNode start(final Path path, final Map<Property, String> properties) {
        return start(path, properties, IndexBudget.ofProcess());
    }

    static CustomersNode start(final Path path, final Map<Property, String> properties, final IndexBudget indexes) {
        return new CustomersNode(path, properties, indexes);
    }

    static KeyHasher hasher(final TenantFolder folder) {
        return TenantSecret.open(folder).hasher();
    }

    TenantFolder folder() {
        return directory.tenant(TENANT);
    }

    TenantSegments segments() {
        return segments;
    }

    DecisionLog decisions() {
        return decisions;
    }

    int adminPort() {
        return server.adminPort();
    }

    Node server() {
        return server;
    }

    ControlPlane plane() {
        return plane;
    }

    SegmentServiceGrpc.SegmentServiceBlockingStub calls() {
        return SegmentServiceGrpc.newBlockingStub(admin);
    }

    ManagedChannel admin() {
        return admin;
    }

    ListAuditEntriesResponse audit() {
        return AuditServiceGrpc.newBlockingStub(admin)
                .listAuditEntries(
                        ListAuditEntriesRequest.newBuilder().setPageSize(1_000).build());
    }

    RouteResponse ask(final String customerKey) {
        return RoutingServiceGrpc.newBlockingStub(route)
                .route(RouteRequest.newBuilder()
                        .setContactId("c")
                        .setCustomerKey(customerKey)
                        .build());
    }

    @Override
    public void close() {
        admin.shutdownNow();
        route.shutdownNow();
        server.close();
        segments.close();
        decisions.close();
        plane.close();
        directory.close();
    }

    /** The table that it routes by. */
    static String document() {
        return new String(table(), StandardCharsets.UTF_8);
    }

    private static byte[] table() {
        final StringBuilder tiers = new StringBuilder();
        for (final String tier : List.of("standard", "silver", "gold", "platinum")) {
            tiers.append(TIER.formatted(tier));
        }
        return TABLE.formatted(tiers).getBytes(StandardCharsets.UTF_8);
    }

    private static ManagedChannel channel(final int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }
}
