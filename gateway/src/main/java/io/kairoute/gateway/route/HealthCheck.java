package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;

/** One call of {@code Health/Check}. Thread-confined: owned by its event loop. */
final class HealthCheck extends HealthCall {
    HealthCheck(final RouteLane lane, final HttpServerRequest request, final CallStart start) {
        super(lane, request, CallKind.HEALTH_CHECK, start);
    }

    @Override
    void onQuestion(final String service) {
        final ServingStatus status = lane.health().status(service);
        if (status == ServingStatus.SERVICE_UNKNOWN) {
            refuse(HealthAnswers.UNKNOWN_SERVICE);
        } else {
            answered(Code.OK, GrpcReply.INSTANCE.answer(request.response(), frame(status)));
        }
    }
}
