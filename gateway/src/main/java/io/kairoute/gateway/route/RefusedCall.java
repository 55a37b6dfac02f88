package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiFunction;

/** A call that its headers alone condemn. Thread-confined: owned by its event loop. */
final class RefusedCall extends AnsweredCall {
    private final BiFunction<HttpServerResponse, Refusal, Future<Void>> spelling;

    private RefusedCall(
            final RouteLane lane,
            final HttpServerRequest request,
            final CallKind kind,
            final CallStart start,
            final BiFunction<HttpServerResponse, Refusal, Future<Void>> spelling) {
        super(lane, request, kind, start);
        this.spelling = spelling;
    }

    /** Answers a request with a refusal, in the spelling given. */
    static void answer(
            final RouteLane lane,
            final HttpServerRequest request,
            final CallKind kind,
            final Refusal refusal,
            final BiFunction<HttpServerResponse, Refusal, Future<Void>> spelling) {
        final CallStart start =
                CallStart.ofNobody(lane.nanoTime(), lane.settings().serverDeadlineNs());
        final RefusedCall call = new RefusedCall(lane, request, kind, start, spelling);
        call.begin();
        call.refuse(refusal);
    }

    @Override
    void refuse(final Refusal refusal) {
        answered(refusal.code(), spelling.apply(request.response(), refusal));
    }
}
