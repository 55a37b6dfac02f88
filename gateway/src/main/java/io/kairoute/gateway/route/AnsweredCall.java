package io.kairoute.gateway.route;

import io.kairoute.gateway.observe.CallKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A call that is answered as it begins, whatever its body says. Thread-confined: owned by its event loop. */
abstract class AnsweredCall extends RouteCall {
    AnsweredCall(final RouteLane lane, final HttpServerRequest request, final CallKind kind, final CallStart start) {
        super(lane, request, kind, start);
    }

    /** The answer says that no body is needed. */
    @Override
    final void tellToContinue() {}

    @Override
    final void onPiece(final Buffer piece) {
        throw new IllegalStateException("answered before the first piece");
    }

    @Override
    final void onBodyEnd() {
        throw new IllegalStateException("answered before the end");
    }

    @Override
    final void onDeadline() {
        throw new IllegalStateException("answered before the deadline");
    }
}
