package io.kairoute.gateway.route;

import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.observe.CallEnd;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;

/**
 * One call of {@code Health/Watch}: tells the status at once, then each change, until the caller, its connection or the node
 * ends it.
 *
 * <p>A caller that reads slowly is told the newest status only. Thread-confined: owned by its event loop.
 */
final class HealthWatch extends HealthCall {
    private String service = HealthAnswers.WHOLE_NODE;
    private ServingStatus told = ServingStatus.UNRECOGNIZED;
    private boolean isWatching;
    private boolean isUnread;

    HealthWatch(final RouteLane lane, final HttpServerRequest request, final CallStart start) {
        super(lane, request, CallKind.HEALTH_WATCH, start);
    }

    @Override
    void onQuestion(final String asked) {
        if (!lane.healthWatches().joins(this)) {
            refuse(HealthAnswers.TOO_MANY_WATCHERS);
            return;
        }
        isWatching = true;
        service = asked;
        dueAt(start.deadlineNs());
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        tell();
    }

    /** Looks whether there is something to tell; never throws. */
    void look() {
        try {
            if (!isAnswered() && !isUnread) {
                tell();
            }
        } catch (final RuntimeException | Error e) {
            fail(e);
        }
    }

    private void tell() {
        final ServingStatus now = lane.health().status(service);
        if (now == told) {
            return;
        }
        told = now;
        isUnread = true;
        notRead();
        request.response().write(frame(now)).onSuccess(written -> read());
    }

    private void read() {
        isUnread = false;
        if (!isAnswered()) {
            readAgain();
            look();
        }
    }

    /** A node that stops is unready by now, and says so before the end. */
    @Override
    void onStop(final CallEnd cause) {
        if (isWatching) {
            tell();
        }
        refuse(cause == CallEnd.AGED ? StreamCall.AGED : StreamCall.STOPPING);
    }

    @Override
    void refuse(final Refusal refusal) {
        if (isWatching) {
            GrpcReply.putStatus(request.response().trailers()::set, refusal);
            answered(refusal.code(), request.response().end());
        } else {
            super.refuse(refusal);
        }
    }

    @Override
    void onGone() {
        if (isWatching) {
            lane.healthWatches().leaves(this);
        }
    }
}
