package io.kairoute.gateway.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.kairoute.control.v1.DecisionServiceGrpc;
import io.kairoute.control.v1.LiveOccasionServiceGrpc;
import io.kairoute.control.v1.PublishTableRequest;
import io.kairoute.control.v1.PublishTableResponse;
import io.kairoute.control.v1.QueueServiceGrpc;
import io.kairoute.control.v1.TableServiceGrpc;
import io.kairoute.gateway.TestGateways;
import io.kairoute.gateway.config.Property;
import io.kairoute.gateway.control.call.ControlServices;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.SqliteControlLog;
import io.kairoute.gateway.history.DecisionLog;
import io.kairoute.gateway.history.decisions.DecisionArchive;
import io.kairoute.gateway.history.decisions.DecisionServices;
import io.kairoute.gateway.node.Node;
import io.kairoute.gateway.node.Served;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.TenantDirectory;
import io.kairoute.routing.v1.RouteRequest;
import io.kairoute.routing.v1.RouteResponse;
import io.kairoute.routing.v1.RoutingServiceGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A gateway with a control plane over a directory, and clients of both listeners. */
final class ControlNode implements AutoCloseable {
    private final ControlPlane plane;
    private final DecisionArchive archive;
    private final Node server;
    private final ManagedChannel admin;
    private final ManagedChannel route;

    private ControlNode(final ControlPlane plane, final DecisionArchive archive, final Node server) {
        this.plane = plane;
        this.archive = archive;
        this.server = server;
        admin = channel(server.adminPort());
        route = channel(server.routePort());
    }

    static ControlNode start(final Path directory) {
        return start(directory, ControlSettings.DEFAULT, InstantSource.system(), Map.of(), null);
    }

    static ControlNode start(
            final Path directory,
            final ControlSettings settings,
            final InstantSource clock,
            final Map<Property, String> properties,
            final @Nullable DecisionLog decisions) {
        final TenantDirectory tenants = new TenantDirectory(List.of(TenantDirectory.DEFAULT_TENANT));
        final ControlPlane plane = plane(directory, tenants, settings, clock);
        final DecisionArchive archive = new DecisionArchive(
                directory.resolve("control.db"),
                ChainKey.read(directory.resolve("control.key")),
                Map.of("default", new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                tenant -> directory.resolve("decisions"));
        final Node server = TestGateways.start(
                properties,
                Served.of(tenants)
                        .where(ordinal -> plane.hasTable("default"))
                        .with(DecisionServices.addTo(ControlServices.of(plane), plane, archive))
                        .with(decisions));
        plane.publications().loops(server.loops());
        return new ControlNode(plane, archive, server);
    }

    static ControlPlane plane(
            final Path directory,
            final TenantDirectory tenants,
            final ControlSettings settings,
            final InstantSource clock) {
        final Path file = directory.resolve("control.db");
        final ChainKey key = ChainKey.open(directory.resolve("control.key"), Files.exists(file));
        return new ControlPlane(
                SqliteControlLog.open(file, key),
                tenants,
                Map.of(TenantDirectory.DEFAULT_TENANT, new KeyHasher(new byte[KeyHasher.SECRET_BYTES])),
                settings,
                clock);
    }

    ControlPlane plane() {
        return plane;
    }

    Node server() {
        return server;
    }

    int adminPort() {
        return server.adminPort();
    }

    int routePort() {
        return server.routePort();
    }

    ManagedChannel admin() {
        return admin;
    }

    LiveOccasionServiceGrpc.LiveOccasionServiceBlockingStub live() {
        return LiveOccasionServiceGrpc.newBlockingStub(admin);
    }

    QueueServiceGrpc.QueueServiceBlockingStub queues() {
        return QueueServiceGrpc.newBlockingStub(admin);
    }

    TableServiceGrpc.TableServiceBlockingStub tables() {
        return TableServiceGrpc.newBlockingStub(admin);
    }

    DecisionServiceGrpc.DecisionServiceBlockingStub decisions() {
        return DecisionServiceGrpc.newBlockingStub(admin);
    }

    RouteResponse ask(final RouteRequest request) {
        return RoutingServiceGrpc.newBlockingStub(route).route(request);
    }

    /**
     * Waits until only this node's own client is connected to the admin listener, and no call holds a place there; fails where one
     * never leaves. Whoever connected before this is called is known to the listener by then.
     */
    void awaitOthersGone() {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (TestGateways.metric(server, "kairoute_connections_open{listener=\"admin\"}") > 1
                || TestGateways.metric(server, "kairoute_admin_calls_open") > 0) {
            assertTrue(System.nanoTime() < deadlineNs, "a call keeps its place");
            Thread.onSpinWait();
        }
    }

    /** Publishes a document over whatever is current. */
    PublishTableResponse publish(final String document, final long base) {
        return tables().publishTable(PublishTableRequest.newBuilder()
                .setDocument(document)
                .setBaseRevision(base)
                .setAcceptWarnings(true)
                .setReason("test")
                .build());
    }

    @Override
    public void close() {
        admin.shutdownNow();
        route.shutdownNow();
        server.close();
        archive.close();
        plane.close();
    }

    private static ManagedChannel channel(final int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(32 * 1024 * 1024)
                .build();
    }
}
