package io.kairoute.gateway.admin;

import io.kairoute.gateway.control.ControlPlane;
import io.kairoute.gateway.control.call.ControlCalls;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.observe.GatewayMeters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.grpc.server.GrpcServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin listener: health, readiness, metrics and, over gRPC, {@code grpc.health.v1}. */
public final class AdminListener extends VerticleBase {
    private final HttpServerOptions options;
    private final CallerGuard guard;
    private final Readiness readiness;
    private final GatewayMeters meters;
    private final @Nullable ControlPlane control;
    private volatile int port;

    /** Makes the listener; {@link #start} binds it. Without a control plane it serves none. */
    public AdminListener(
            final HttpServerOptions options,
            final CallerGuard guard,
            final Readiness readiness,
            final GatewayMeters meters,
            final @Nullable ControlPlane control) {
        this.options = options;
        this.guard = guard;
        this.readiness = readiness;
        this.meters = meters;
        this.control = control;
    }

    @Override
    public Future<HttpServer> start() {
        final GrpcServer grpc = GrpcServer.server(vertx);
        new HealthChecks(vertx, readiness).bind(grpc);
        final ControlCalls calls = control == null ? null : new ControlCalls(vertx, guard, control);
        return vertx.createHttpServer(options)
                .requestHandler(new AdminDispatcher(
                        new BrowserGuard(hosts()),
                        guard,
                        readiness,
                        meters,
                        new GrpcGuard(vertx, HealthChecks.guardedMethods(), grpc),
                        calls))
                .exceptionHandler(e -> {})
                .listen()
                .onSuccess(server -> port = server.actualPort());
    }

    private Set<String> hosts() {
        return new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", "::1", options.getHost()));
    }

    /** The port bound, once started. */
    public int port() {
        return port;
    }
}
