package io.kairoute.gateway.admin;

import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.health.handler.GrpcHealthCheckV1Handler;
import io.vertx.grpc.health.handler.GrpcHealthWatchV1Handler;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Map;

/**
 * Answers {@code grpc.health.v1} for this node and for the routing service; both serve when the node is ready.
 *
 * <p>The messages and method descriptions are those of the Vert.x health module; its handlers are not used, since they
 * call an unready node SERVING, write to each watcher at every interval, and keep watchers under names that callers invent.
 * Thread-confined: owned by its event loop.
 */
final class HealthChecks {
    private static final String WHOLE_NODE = "";
    private static final String ROUTING = "kairoute.routing.v1.RoutingService";
    private static final int MAX_REQUEST_BYTES = 1024;
    private static final long WATCH_INTERVAL_MS = 500;

    private final Vertx vertx;
    private final Readiness readiness;

    HealthChecks(final Vertx vertx, final Readiness readiness) {
        this.vertx = vertx;
        this.readiness = readiness;
    }

    /** Adds the methods to a server. */
    void bind(final GrpcServer server) {
        server.callHandler(GrpcHealthCheckV1Handler.SERVICE_METHOD, this::check);
        server.callHandler(GrpcHealthWatchV1Handler.SERVICE_METHOD, this::watch);
    }

    /** What the guard must know of the methods. */
    static Map<String, GuardedMethod> guardedMethods() {
        final GuardedMethod method = new GuardedMethod(HealthCheckRequest.parser(), MAX_REQUEST_BYTES);
        return Map.of("/grpc.health.v1.Health/Check", method, "/grpc.health.v1.Health/Watch", method);
    }

    private void check(final GrpcServerRequest<HealthCheckRequest, HealthCheckResponse> request) {
        request.handler(message -> {
            final ServingStatus status = status(message.getService());
            if (status == ServingStatus.SERVICE_UNKNOWN) {
                request.response()
                        .status(GrpcStatus.NOT_FOUND)
                        .statusMessage("no such service here")
                        .end();
            } else {
                request.response().end(response(status));
            }
        });
    }

    private void watch(final GrpcServerRequest<HealthCheckRequest, HealthCheckResponse> request) {
        request.handler(message -> new Watcher(message.getService(), request.response()).begin());
    }

    private ServingStatus status(final String service) {
        if (!service.equals(WHOLE_NODE) && !service.equals(ROUTING)) {
            return ServingStatus.SERVICE_UNKNOWN;
        }
        return readiness.isReady() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    }

    private static HealthCheckResponse response(final ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }

    /** One watching caller: told the status at once and then at each change, until the call ends. */
    private final class Watcher {
        private final String service;
        private final GrpcServerResponse<HealthCheckRequest, HealthCheckResponse> response;
        private ServingStatus last = ServingStatus.UNRECOGNIZED;
        private boolean isOver;

        Watcher(final String service, final GrpcServerResponse<HealthCheckRequest, HealthCheckResponse> response) {
            this.service = service;
            this.response = response;
        }

        void begin() {
            final long timer = vertx.setPeriodic(WATCH_INTERVAL_MS, id -> look());
            response.exceptionHandler(e -> end(timer));
            look();
        }

        private void look() {
            final ServingStatus now = status(service);
            if (!isOver && now != last && !response.writeQueueFull()) {
                last = now;
                response.write(response(now));
            }
        }

        private void end(final long timer) {
            isOver = true;
            vertx.cancelTimer(timer);
        }
    }
}
