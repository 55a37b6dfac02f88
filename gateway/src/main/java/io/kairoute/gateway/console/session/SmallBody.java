package io.kairoute.gateway.console.session;

import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.UnreadBody;
import io.kairoute.gateway.edge.BrokenBody;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * Lets the few bytes of a sign-in come, within a time, and ends once: whole, refused, or its sender gone. Thread-confined: owned by
 * its event loop.
 */
final class SmallBody {
    private static final int MOST_BYTES = 4 * 1024;
    private static final long LONGEST_MS = 5_000;
    private static final Refusal SLOW = Refusal.of(
            Code.DEADLINE_EXCEEDED, "SIGN_IN_TOO_SLOW", "The body was not whole within 5 s; send it without a pause.");

    private final HttpServerRequest request;
    private final Consumer<Buffer> whole;
    private final Consumer<Refusal> refused;
    private final Buffer body = Buffer.buffer();
    private Runnable atEnd = () -> {};
    private Runnable leave = () -> {};
    private boolean isOver;

    /** Makes one of a request; one of {@code whole} and {@code refused} hears of it, or nobody where nobody waits. */
    SmallBody(final HttpServerRequest request, final Consumer<Buffer> whole, final Consumer<Refusal> refused) {
        this.request = request;
        this.whole = whole;
        this.refused = refused;
    }

    void begin(final Vertx vertx) {
        final long timer = vertx.setTimer(LONGEST_MS, id -> refuse(SLOW));
        atEnd = () -> vertx.cancelTimer(timer);
        leave = () -> UnreadBody.leave(vertx, request);
        request.handler(this::take)
                .endHandler(end -> {
                    if (isLast()) {
                        whole.accept(body);
                    }
                })
                .exceptionHandler(cause -> {
                    final Refusal refusal = BrokenBody.answerTo(cause);
                    if (refusal != null) {
                        refuse(refusal);
                    } else {
                        isLast();
                    }
                });
    }

    private void take(final Buffer piece) {
        if (isOver) {
            return;
        }
        if (body.length() + piece.length() > MOST_BYTES) {
            refuse(UnaryBody.tooLong(MOST_BYTES));
        } else {
            body.appendBuffer(piece);
        }
    }

    /** Whether this end is the first one. */
    private boolean isLast() {
        if (isOver) {
            return false;
        }
        isOver = true;
        atEnd.run();
        return true;
    }

    private void refuse(final Refusal refusal) {
        if (isLast()) {
            if (request.version() != HttpVersion.HTTP_2) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            refused.accept(refusal);
            leave.run();
        }
    }
}
