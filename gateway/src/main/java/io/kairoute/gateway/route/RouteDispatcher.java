package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ContentTypes;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.GrpcWebReply;
import io.kairoute.gateway.wire.ReplyForm;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Picks, by path and content type, what answers a request. Thread-confined: owned by its event loop. */
final class RouteDispatcher implements Handler<HttpServerRequest> {
    private final RouteLane lane;
    private final Handler<HttpServerRequest> proven = this::dispatch;
    private final ConnectionAges ages;
    private final RouteCallHandler routeHandler;
    private final HttpRouteHandler httpHandler;

    RouteDispatcher(final RouteLane lane, final ConnectionAges ages) {
        this.lane = lane;
        this.ages = ages;
        this.routeHandler = new RouteCallHandler(lane);
        this.httpHandler = new HttpRouteHandler(lane);
    }

    /** Nothing a request holds may leave as an exception: Vert.x would log it and leave the caller without an answer. */
    @Override
    public void handle(final HttpServerRequest request) {
        try {
            ages.begins(request);
            lane.whenProven(request, proven);
        } catch (final RuntimeException e) {
            lane.reportFault(e);
            RefusedCall.answer(lane, request, CallKind.OTHER, Refusal.fault(), ProblemReply::refuse);
        }
    }

    private void dispatch(final HttpServerRequest request) {
        final String path = request.uri();
        if (RoutePaths.ROUTE.equals(path)) {
            routeHandler.route(request);
        } else if (RoutePaths.ROUTE_STREAM.equals(path)) {
            routeHandler.routeStream(request);
        } else if (RoutePaths.isHttpRoute(path)) {
            httpHandler.handle(request);
        } else {
            refuseUnknown(request);
        }
    }

    private void refuseUnknown(final HttpServerRequest request) {
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (ContentTypes.isGrpc(contentType)) {
            RefusedCall.answer(lane, request, CallKind.OTHER, CallRefusals.UNKNOWN_METHOD, GrpcReply.INSTANCE::refuse);
        } else if (contentType != null && ContentTypes.isGrpcWeb(contentType)) {
            final ReplyForm reply = GrpcWebReply.of(contentType);
            RefusedCall.answer(lane, request, CallKind.OTHER, CallRefusals.UNKNOWN_METHOD, reply::refuse);
        } else {
            RefusedCall.answer(lane, request, CallKind.OTHER, CallRefusals.UNKNOWN_PATH, ProblemReply::refuse);
        }
    }
}
