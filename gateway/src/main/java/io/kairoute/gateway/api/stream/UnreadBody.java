package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.edge.CutConnection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Lets go of a request that was answered before its body came to an end.
 *
 * <p>HTTP/2 has a word for it. Over HTTP/1.1 the caller may still be sending, and would lose the answer if its connection broke
 * now; so what comes is thrown away for a moment, and then the connection is cut.
 */
public final class UnreadBody {
    private static final long MOMENT_MS = 1_000;

    private UnreadBody() {}

    /** Takes nothing more from a caller, on the event loop of its call. */
    public static void leave(final Vertx vertx, final HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            final var unused = request.response().reset(0);
            return;
        }
        final long timer = vertx.setTimer(MOMENT_MS, id -> CutConnection.now(request.connection()));
        request.handler(bytes -> {})
                .endHandler(end -> vertx.cancelTimer(timer))
                .exceptionHandler(broken -> vertx.cancelTimer(timer))
                .resume();
    }
}
