package io.kairoute.gateway.route;

import io.kairoute.gateway.edge.DeclaredLength;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.Base64Pieces;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ContentTypes;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.GrpcTimeout;
import io.kairoute.gateway.wire.GrpcWebReply;
import io.kairoute.gateway.wire.ReplyForm;
import io.kairoute.gateway.wire.UnaryBody;
import io.kairoute.router.Limits;
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
    private static final int MOST_BYTES = UnaryBody.PREFIX_BYTES + Limits.REQUEST_BYTES;

    /** Base64 makes four of three, and a little more where a caller sends it in pieces. */
    private static final int MOST_TEXT_BYTES = 2 * MOST_BYTES;

    private final RouteLane lane;

    RouteCallHandler(final RouteLane lane) {
        this.lane = lane;
    }

    /** Begins a call of {@code Route}, plain or gRPC-Web. */
    void route(final HttpServerRequest request) {
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (contentType != null && ContentTypes.isGrpcWeb(contentType)) {
            routeWeb(request, contentType);
        } else if (isGrpc(request, contentType)) {
            begin(request, CallKind.ROUTE, GrpcReply.INSTANCE, null);
        }
    }

    /** Begins a call of {@code RouteStream}. */
    void routeStream(final HttpServerRequest request) {
        if (!isGrpc(request, request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return;
        }
        final CallStart start =
                start(request, CallKind.ROUTE_STREAM, CallStart.NEVER_NS, CallStart.NEVER_NS, GrpcReply.INSTANCE);
        if (start != null) {
            new StreamCall(lane, request, start).open();
        }
    }

    private void routeWeb(final HttpServerRequest request, final String contentType) {
        if (!HttpMethod.POST.equals(request.method())) {
            RefusedCall.answer(lane, request, CallKind.OTHER, CallRefusals.POST_ONLY, ProblemReply::refuse);
            return;
        }
        final boolean isText = ContentTypes.isGrpcWebText(contentType);
        final ReplyForm reply = GrpcWebReply.of(contentType);
        if (DeclaredLength.of(request) > (isText ? MOST_TEXT_BYTES : MOST_BYTES)) {
            final Refusal tooLong = UnaryBody.tooLong(Limits.REQUEST_BYTES);
            RefusedCall.answer(lane, request, CallKind.ROUTE_WEB, tooLong, reply::refuse);
            return;
        }
        begin(request, CallKind.ROUTE_WEB, reply, isText ? new Base64Pieces() : null);
    }

    private void begin(
            final HttpServerRequest request,
            final CallKind kind,
            final ReplyForm reply,
            final @Nullable Base64Pieces base64) {
        final RouteSettings settings = lane.settings();
        final CallStart start = start(request, kind, settings.serverDeadlineNs(), settings.longestDeadlineNs(), reply);
        if (start != null) {
            final UnaryBody body = new UnaryBody(request, Limits.REQUEST_BYTES);
            new UnaryCall(lane, request, kind, start, reply, body, base64).begin();
        }
    }

    /** True for a proper plain gRPC request; others are refused here. */
    private boolean isGrpc(final HttpServerRequest request, final @Nullable String contentType) {
        final Refusal misuse = misuse(request, contentType);
        if (misuse != null) {
            RefusedCall.answer(lane, request, CallKind.OTHER, misuse, ProblemReply::refuse);
        }
        return misuse == null;
    }

    /** What the headers say; null when the call was refused because of them. */
    private @Nullable CallStart start(
            final HttpServerRequest request,
            final CallKind kind,
            final long usualNs,
            final long longestNs,
            final ReplyForm reply) {
        final long arrivalNs = lane.turns().arrivalNs();
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? usualNs : GrpcTimeout.parseNs(timeout);
        if (timeoutNs <= 0) {
            final Refusal badTime = timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
            RefusedCall.answer(lane, request, kind, badTime, reply::refuse);
            return null;
        }
        final Caller caller = CallEntry.admitted(lane, request, kind, reply::refuse);
        return caller == null
                ? null
                : new CallStart(arrivalNs, Math.min(timeoutNs, longestNs), timeout == null, caller);
    }

    /** Why a request is no call of plain gRPC; null where it is one. */
    static @Nullable Refusal misuse(final HttpServerRequest request, final @Nullable String contentType) {
        if (!HttpMethod.POST.equals(request.method())) {
            return CallRefusals.POST_ONLY;
        }
        if (!ContentTypes.isGrpc(contentType)) {
            return CallRefusals.NOT_GRPC;
        }
        return request.version() == HttpVersion.HTTP_2 ? null : CallRefusals.NOT_HTTP_2;
    }
}
