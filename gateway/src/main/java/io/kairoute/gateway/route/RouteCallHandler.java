package io.kairoute.gateway.route;

import io.kairoute.gateway.grpc.CallRefusals;
import io.kairoute.gateway.grpc.ContentTypes;
import io.kairoute.gateway.grpc.GrpcHeaders;
import io.kairoute.gateway.grpc.GrpcReply;
import io.kairoute.gateway.grpc.GrpcTimeout;
import io.kairoute.gateway.grpc.UnaryBody;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.router.Limits;
import io.kairoute.router.Router;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Begins each gRPC call of {@code Route}: checks what its headers say, then lets the body come.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class RouteCallHandler implements Handler<HttpServerRequest> {
    private final RouteLane lane;

    RouteCallHandler(final RouteLane lane) {
        this.lane = lane;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        final Refusal misuse = misuse(request);
        if (misuse != null) {
            RefusedCall.answer(lane, request, CallKind.OTHER, misuse, ProblemReply::refuse);
            return;
        }
        final long arrivalNs = lane.nanoTime();
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? lane.settings().serverDeadlineNs() : GrpcTimeout.parseNs(timeout);
        if (timeoutNs <= 0) {
            final Refusal refusal = timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
            RefusedCall.answer(lane, request, CallKind.ROUTE, refusal, GrpcReply.INSTANCE::refuse);
            return;
        }
        final long deadlineNs = arrivalNs + Math.min(timeoutNs, lane.settings().longestDeadlineNs());
        final CallStart start = new CallStart(arrivalNs, deadlineNs, timeout == null, Router.ANY_TENANT);
        new UnaryCall(
                        lane,
                        request,
                        CallKind.ROUTE,
                        start,
                        GrpcReply.INSTANCE,
                        new UnaryBody(request, Limits.REQUEST_BYTES))
                .begin();
    }

    private static @Nullable Refusal misuse(final HttpServerRequest request) {
        if (!HttpMethod.POST.equals(request.method())) {
            return CallRefusals.POST_ONLY;
        }
        if (!ContentTypes.isGrpc(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return CallRefusals.NOT_GRPC;
        }
        return request.version() == HttpVersion.HTTP_2 ? null : CallRefusals.NOT_HTTP_2;
    }
}
