package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.edge.BrowserGuard;
import io.kairoute.gateway.edge.ConnectionAges;
import io.kairoute.gateway.edge.HostHeaders;
import io.kairoute.gateway.edge.RequestHead;
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
    private static final Refusal FOREIGN_PAGE = Refusal.of(
            Code.PERMISSION_DENIED,
            "FOREIGN_PAGE",
            "While nobody is asked for credentials, requests come under a known host name and from no other site; name more"
                    + " hosts in admin.hosts, or ask for credentials.");

    private final RouteLane lane;
    private final ConnectionAges ages;
    private final BrowserGuard browserGuard;
    private final RouteCallHandler routeHandler;
    private final HttpRouteHandler httpHandler;
    private final HealthHandler healthHandler;

    RouteDispatcher(final RouteLane lane, final ConnectionAges ages, final BrowserGuard browserGuard) {
        this.lane = lane;
        this.ages = ages;
        this.browserGuard = browserGuard;
        this.routeHandler = new RouteCallHandler(lane);
        this.httpHandler = new HttpRouteHandler(lane);
        this.healthHandler = new HealthHandler(lane);
    }

    /** Nothing a request holds may leave as an exception: Vert.x would log it and leave the caller without an answer. */
    @Override
    public void handle(final HttpServerRequest request) {
        final long arrivalNs = lane.turns().arrivalNs();
        try {
            ages.begins(request);
            lane.whenProven(request, proven -> dispatch(proven, arrivalNs));
        } catch (final RuntimeException | Error e) {
            fault(request, e);
        }
    }

    /** The time that a token took to be proven is the caller's: the deadline runs from the headers on. */
    private void dispatch(final HttpServerRequest request, final long arrivalNs) {
        if (request.response().closed()) {
            lane.ledger().vanished(CallKind.OTHER, CallStart.ofNobody(arrivalNs, 0), lane.nanoTime());
            return;
        }
        lane.turns().arrivedAt(arrivalNs);
        try {
            dispatch(request);
        } catch (final RuntimeException | Error e) {
            fault(request, e);
        } finally {
            lane.turns().arrivesNow();
        }
    }

    private void fault(final HttpServerRequest request, final Throwable fault) {
        lane.ledger().reportFault(fault);
        try {
            RefusedCall.answer(lane, request, CallKind.OTHER, Refusal.fault(), ProblemReply::refuse);
        } catch (final RuntimeException | Error again) {
            lane.ledger().reportFault(again);
            request.connection().close();
        }
    }

    private void dispatch(final HttpServerRequest request) {
        final String path = RequestHead.target(request);
        if (HostHeaders.areMany(request)) {
            refuse(request, CallRefusals.TWO_HOSTS);
        } else if (RequestHead.expectsUnknown(request)) {
            refuse(request, CallRefusals.UNKNOWN_EXPECTATION);
        } else if (!isFine(request)) {
            refuse(request, FOREIGN_PAGE);
        } else if (RoutePaths.ROUTE.equals(path)) {
            routeHandler.route(request);
        } else if (RoutePaths.ROUTE_STREAM.equals(path)) {
            routeHandler.routeStream(request);
        } else if (RoutePaths.isHttpRoute(path)) {
            httpHandler.handle(request);
        } else if (!healthHandler.takes(request)) {
            refuseUnknown(request);
        }
    }

    /** A browser speaks gRPC over TLS alone, and says then which page asks; so a name that means nothing is no harm there. */
    private boolean isFine(final HttpServerRequest request) {
        return !lane.isOpen()
                || browserGuard.isFine(request, true)
                || (ContentTypes.isGrpc(request.getHeader(HttpHeaders.CONTENT_TYPE))
                        && !BrowserGuard.mayBePage(request));
    }

    private void refuseUnknown(final HttpServerRequest request) {
        final Refusal badPath = RouteQuery.badPath(RequestHead.target(request));
        if (badPath == null) {
            final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
            refuse(
                    request,
                    ContentTypes.isGrpc(contentType) || ContentTypes.isGrpcWeb(contentType)
                            ? CallRefusals.UNKNOWN_METHOD
                            : CallRefusals.UNKNOWN_PATH);
        } else {
            RefusedCall.answer(lane, request, CallKind.OTHER, badPath, ProblemReply::refuse);
        }
    }

    private void refuse(final HttpServerRequest request, final Refusal refusal) {
        final String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (ContentTypes.isGrpc(contentType)) {
            RefusedCall.answer(lane, request, CallKind.OTHER, refusal, GrpcReply.INSTANCE::refuse);
        } else if (contentType != null && ContentTypes.isGrpcWeb(contentType)) {
            final ReplyForm reply = GrpcWebReply.of(contentType);
            RefusedCall.answer(lane, request, CallKind.OTHER, refusal, reply::refuse);
        } else {
            RefusedCall.answer(lane, request, CallKind.OTHER, refusal, ProblemReply::refuse);
        }
    }
}
