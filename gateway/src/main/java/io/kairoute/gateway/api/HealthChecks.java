package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.stream.AnswerKind;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.observe.EndCause;
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
 * Answers {@code grpc.health.v1} on the admin listener with what {@link HealthAnswers} says. Thread-confined: owned by its event loop.
 */
final class HealthChecks {
    private final Vertx vertx;
    private final HealthAnswers answers;
    private int watchers;

    HealthChecks(final Vertx vertx, final HealthAnswers answers) {
        this.vertx = vertx;
        this.answers = answers;
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
                HealthAnswers.MAX_REQUEST_BYTES);
    }

    private CompletionStage<HealthCheckResponse> check(final HealthCheckRequest request) {
        final ServingStatus status = answers.status(request.getService());
        return status == ServingStatus.SERVICE_UNKNOWN
                ? CompletableFuture.failedStage(AdminRefused.because(HealthAnswers.UNKNOWN_SERVICE))
                : CompletableFuture.completedStage(HealthAnswers.answer(status));
    }

    private CompletionStage<HealthListResponse> list() {
        final HealthListResponse.Builder all = HealthListResponse.newBuilder();
        for (final String service : HealthAnswers.SERVICES) {
            all.putStatuses(service, HealthAnswers.answer(answers.status(service)));
        }
        return CompletableFuture.completedStage(all.build());
    }

    private void watch(final StreamedCall call) {
        if (watchers >= HealthAnswers.MAX_WATCHERS) {
            GrpcReply.INSTANCE.refuse(call.request().response(), HealthAnswers.TOO_MANY_WATCHERS);
            call.ended().accept(EndCause.REFUSED);
            return;
        }
        watchers++;
        call.answer(new Watched(((HealthCheckRequest) call.message()).getService()), AnswerPace.WATCH);
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
            timer = vertx.setPeriodic(HealthAnswers.LOOK_MS, id -> wake.run());
        }

        @Override
        public AnswerStep next() {
            final ServingStatus now = answers.status(service);
            if (now == last) {
                return AnswerStep.NOTHING;
            }
            last = now;
            return new AnswerStep.Answer(HealthAnswers.answer(now), "");
        }

        @Override
        public void over(final EndCause cause) {
            watchers--;
            vertx.cancelTimer(timer);
        }
    }
}
