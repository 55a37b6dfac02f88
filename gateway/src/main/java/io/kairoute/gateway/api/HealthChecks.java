package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.Vertx;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.vertx.grpc.health.v1.HealthListRequest;
import io.vertx.grpc.health.v1.HealthListResponse;
import io.vertx.grpc.health.v1.HealthProto;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers {@code grpc.health.v1} for this node and for the routing service; both serve when the node is ready.
 *
 * <p>The messages are those of the Vert.x health module; its handlers are not used, since they call an unready node SERVING, write
 * to each watcher at every interval, and keep watchers under names that callers invent.
 * Thread-confined: owned by its event loop.
 */
final class HealthChecks {
    private static final String WHOLE_NODE = "";
    private static final String ROUTING = "kairoute.routing.v1.RoutingService";
    private static final int MAX_REQUEST_BYTES = 1024;
    private static final long WATCH_INTERVAL_MS = 500;

    private static final Refusal UNKNOWN_SERVICE = Refusal.of(
            Code.NOT_FOUND,
            "UNKNOWN_SERVICE",
            "This node answers for no service of this name; leave it empty to ask for the whole node.");

    private static final int MAX_WATCHERS = 1_024;
    private static final Refusal TOO_MANY_WATCHERS = Refusal.of(
            Code.RESOURCE_EXHAUSTED, "TOO_MANY_WATCHERS", "Too many callers watch this node's health; use Check.");

    private final Vertx vertx;
    private final Readiness readiness;
    private int watchers;

    HealthChecks(final Vertx vertx, final Readiness readiness) {
        this.vertx = vertx;
        this.readiness = readiness;
    }

    /** The methods. Probes have no credentials, and learn nothing but whether the node is up. */
    List<Binding> bindings() {
        final Work.Unary<HealthCheckRequest, HealthCheckResponse> check = (call, request) -> check(request);
        final Work.Unary<HealthListRequest, HealthListResponse> list = (call, request) -> list();
        final Work.Stream watch = new Work.Stream(AnswerKind.WATCH, this::watch);
        return List.of(
                new Binding(method("Check", HealthCheckRequest.getDefaultInstance()), check),
                new Binding(method("List", HealthListRequest.getDefaultInstance()), list),
                new Binding(method("Watch", HealthCheckRequest.getDefaultInstance()), watch));
    }

    private static Method method(final String name, final Message prototype) {
        return Method.foreign(
                HealthProto.getDescriptor().findServiceByName("Health").findMethodByName(name),
                prototype,
                null,
                MAX_REQUEST_BYTES);
    }

    private CompletionStage<HealthCheckResponse> check(final HealthCheckRequest request) {
        final ServingStatus status = status(request.getService());
        return status == ServingStatus.SERVICE_UNKNOWN
                ? CompletableFuture.failedStage(AdminRefused.because(UNKNOWN_SERVICE))
                : CompletableFuture.completedStage(response(status));
    }

    private CompletionStage<HealthListResponse> list() {
        final HealthListResponse.Builder all = HealthListResponse.newBuilder();
        for (final String service : new String[] {WHOLE_NODE, ROUTING}) {
            all.putStatuses(service, response(status(service)));
        }
        return CompletableFuture.completedStage(all.build());
    }

    private void watch(final StreamedCall call) {
        if (watchers >= MAX_WATCHERS) {
            GrpcReply.INSTANCE.refuse(call.request().response(), TOO_MANY_WATCHERS);
            call.ended().accept(EndCause.REFUSED);
            return;
        }
        watchers++;
        call.answer(new Watched(((HealthCheckRequest) call.message()).getService()), AnswerPace.WATCH);
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

    /** What one watching caller is told: the status at once and then at each change, until the call ends. */
    private final class Watched implements AnswerSource {
        private final String service;
        private ServingStatus last = ServingStatus.UNRECOGNIZED;
        private long timer;

        Watched(final String service) {
            this.service = service;
        }

        @Override
        public void begin(final Runnable wake) {
            timer = vertx.setPeriodic(WATCH_INTERVAL_MS, id -> wake.run());
        }

        @Override
        public AnswerStep next() {
            final ServingStatus now = status(service);
            if (now == last) {
                return AnswerStep.NOTHING;
            }
            last = now;
            return new AnswerStep.Answer(response(now), "");
        }

        @Override
        public void over(final EndCause cause) {
            watchers--;
            vertx.cancelTimer(timer);
        }
    }
}
