package io.kairoute.gateway.api.stream;

import io.kairoute.gateway.edge.CutConnection;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Lets go of a request that was answered before its body came to an end.
 *
 * <p>The answer may still be on its way: over HTTP/2 a reset would overtake what the caller has no room for yet, and over HTTP/1.1 a
 * connection that breaks takes it along. So what comes is thrown away for a moment, and only then, or when it is much, the call is
 * cut. Thread-confined: owned by its event loop.
 */
public final class UnreadBody {
    private static final long MOMENT_MS = 5_000;
    private static final long MOST_BYTES = 1024 * 1024;
    private static final long NO_ERROR = 0;

    private final HttpServerRequest request;
    private final Runnable stopTimer;
    private long bytes;
    private boolean isOver;

    private UnreadBody(final Vertx vertx, final HttpServerRequest request) {
        this.request = request;
        final long timer = vertx.setTimer(MOMENT_MS, id -> cut());
        stopTimer = () -> vertx.cancelTimer(timer);
    }

    /** Takes nothing more from a caller, on the event loop of its call. */
    public static void leave(final Vertx vertx, final HttpServerRequest request) {
        if (!request.isEnded()) {
            new UnreadBody(vertx, request).drop();
        }
    }

    private void drop() {
        request.handler(dropped -> drop(dropped.length()))
                .endHandler(end -> end())
                .exceptionHandler(broken -> end())
                .resume();
    }

    private void drop(final int length) {
        bytes += length;
        if (bytes > MOST_BYTES) {
            cut();
        }
    }

    private void cut() {
        if (isOver) {
            return;
        }
        end();
        if (request.version() == HttpVersion.HTTP_2) {
            final var unused = request.response().reset(NO_ERROR);
        } else {
            CutConnection.now(request.connection());
        }
    }

    private void end() {
        isOver = true;
        stopTimer.run();
    }
}
