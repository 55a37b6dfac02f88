package io.kairoute.gateway.admin;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.grpc.health.handler.GrpcHealthWatchV1Handler;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthListRequest;
import io.vertx.grpc.health.v1.HealthListResponse;
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
    private static final String CHECK = "grpc.health.v1.Health/Check";
    private static final String LIST = "grpc.health.v1.Health/List";
    private static final String WATCH = "grpc.health.v1.Health/Watch";
    private static final String WHOLE_NODE = "";
    private static final String ROUTING = "kairoute.routing.v1.RoutingService";
    private static final int MAX_REQUEST_BYTES = 1024;
    private static final long WATCH_INTERVAL_MS = 500;

    private static final Refusal UNKNOWN_SERVICE =
            Refusal.of(Code.NOT_FOUND, "UNKNOWN_SERVICE", "This node answers for no service of this name.");

    private final Vertx vertx;
    private final Readiness readiness;

    HealthChecks(final Vertx vertx, final Readiness readiness) {
        this.vertx = vertx;
        this.readiness = readiness;
    }

    /** Adds the method that streams to a server. */
    void bind(final GrpcServer server) {
        server.callHandler(GrpcHealthWatchV1Handler.SERVICE_METHOD, this::watch);
    }

    /** The methods, with {@code watching} behind the one that streams. */
    Map<String, GuardedMethod> guardedMethods(final GuardedMethod.Next watching) {
        return Map.of(
                "/" + CHECK,
                GuardedMethod.own(CHECK, HealthCheckRequest.parser(), MAX_REQUEST_BYTES, true, this::check),
                "/" + LIST,
                GuardedMethod.own(LIST, HealthListRequest.parser(), MAX_REQUEST_BYTES, true, this::list),
                "/" + WATCH,
                GuardedMethod.own(WATCH, HealthCheckRequest.parser(), MAX_REQUEST_BYTES, false, watching));
    }

    private void check(final GuardedMethod.WholeCall call) {
        final ServingStatus status = status(((HealthCheckRequest) call.message()).getService());
        if (status == ServingStatus.SERVICE_UNKNOWN) {
            call.reply().refuse(call.request().response(), UNKNOWN_SERVICE);
        } else {
            call.reply().answer(call.request().response(), Frames.of(response(status)));
        }
    }

    private void list(final GuardedMethod.WholeCall call) {
        final HealthListResponse.Builder all = HealthListResponse.newBuilder();
        for (final String service : new String[] {WHOLE_NODE, ROUTING}) {
            all.putStatuses(service, response(status(service)));
        }
        call.reply().answer(call.request().response(), Frames.of(all.build()));
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
