package io.kairoute.gateway.route;

import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.GrpcTimeout;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Begins the calls that ask for this node's health, so that whoever balances load can ask the port that serves.
 *
 * <p>Nobody is asked for credentials, no quota counts, and an overloaded loop answers, too: a node with too much to do is not to
 * lose its place among the others for that. Thread-confined: owned by its event loop.
 */
final class HealthHandler {
    private static final String CHECK = "/grpc.health.v1.Health/Check";
    private static final String WATCH = "/grpc.health.v1.Health/Watch";

    private final RouteLane lane;

    HealthHandler(final RouteLane lane) {
        this.lane = lane;
    }

    /** Answers a request that asks for health; false for any other. */
    boolean takes(final HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case CHECK -> call(request, CallKind.HEALTH_CHECK, start -> new HealthCheck(lane, request, start));
            case WATCH -> call(request, CallKind.HEALTH_WATCH, start -> new HealthWatch(lane, request, start));
            case "/healthz" -> page(request, HealthPage::tellAlive);
            case "/readyz" -> page(request, page -> page.tellReady(lane.health().isReady()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(
            final HttpServerRequest request, final CallKind kind, final Function<CallStart, HealthCall> kindOfCall) {
        final Refusal misuse = RouteCallHandler.misuse(request, request.getHeader(HttpHeaders.CONTENT_TYPE));
        if (misuse != null) {
            RefusedCall.answer(lane, request, kind, misuse, ProblemReply::refuse);
            return;
        }
        final String timeout = request.getHeader(GrpcHeaders.TIMEOUT);
        final long timeoutNs = timeout == null ? CallStart.NEVER_NS : GrpcTimeout.parseNs(timeout);
        if (timeoutNs > 0) {
            kindOfCall
                    .apply(new CallStart(lane.turns().arrivalNs(), timeoutNs, timeout == null, Caller.NOBODY))
                    .open();
        } else {
            final Refusal badTime = timeoutNs == 0 ? CallRefusals.DEADLINE_EXCEEDED : CallRefusals.BAD_TIMEOUT;
            RefusedCall.answer(lane, request, kind, badTime, GrpcReply.INSTANCE::refuse);
        }
    }

    private void page(final HttpServerRequest request, final Consumer<HealthPage> answer) {
        final Refusal unreadable = RouteQuery.once(request.query()).refusal();
        if (unreadable != null) {
            RefusedCall.answer(lane, request, CallKind.HEALTH_PAGE, unreadable, ProblemReply::refuse);
            return;
        }
        final boolean isRead = HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
        final CallStart start =
                CallStart.ofNobody(lane.turns().arrivalNs(), lane.settings().serverDeadlineNs());
        (isRead ? answer : (Consumer<HealthPage>) HealthPage::refuseMethod)
                .accept(new HealthPage(lane, request, start));
    }
}
