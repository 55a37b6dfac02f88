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
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Begins each gRPC call: checks what its headers say, then lets the body come.
 *
 * <p>Thread-confined: owned by its event loop.
 */
final class RouteCallHandler {
    /** A stream without a deadline lasts as long as its caller likes; far enough away to never overflow a sum. */
    private static final long NO_DEADLINE_NS = Long.MAX_VALUE / 4;

    private final RouteLane lane;

    RouteCallHandler(final RouteLane lane) {
        this.lane = lane;
    }

    /** Begins a call of {@code Route}. */
    void route(final HttpServerRequest request) {
        final RouteSettings settings = lane.settings();
        final CallStart start =
                start(request, CallKind.ROUTE, settings.serverDeadlineNs(), settings.longestDeadlineNs());
        if (start != null) {
            final UnaryBody body = new UnaryBody(request, Limits.REQUEST_BYTES);
            new UnaryCall(lane, request, CallKind.ROUTE, start, GrpcReply.INSTANCE, body).begin();
        }
    }

    /** Begins a call of {@code RouteStream}. */
    void routeStream(final HttpServerRequest request) {
        final CallStart start = start(request, CallKind.ROUTE_STREAM, NO_DEADLINE_NS, NO_DEADLINE_NS);
        if (start != null) {
            new StreamCall(lane, request, start, new StreamFrames(UnaryBody.hasEncoding(request))).open();
        }
    }

    /** What the headers say; null when the call was refused because of them. */
    private @Nullable CallStart start(
            final HttpServerRequest request, final CallKind kind, final long usualNs, final long longestNs) {
        final Refusal misuse = misuse(request);
        if (misuse != null) {
            RefusedCall.answer(lane, request, CallKind.OTHER, misuse, ProblemReply::refuse);
            return null;
        }
        final long arrivalNs = lane.nanoTime();
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? usualNs : GrpcTimeout.parseNs(timeout);
        if (timeoutNs <= 0) {
            final Refusal refusal = timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
            RefusedCall.answer(lane, request, kind, refusal, GrpcReply.INSTANCE::refuse);
            return null;
        }
        return new CallStart(arrivalNs, arrivalNs + Math.min(timeoutNs, longestNs), timeout == null, Router.ANY_TENANT);
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
