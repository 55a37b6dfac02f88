package io.kairoute.gateway.api;

import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the body of one request come, within a time, and ends it once: whole or refused. Thread-confined: owned by its event
 * loop.
 */
final class BodyGathering {
    private final HttpServerRequest request;
    private final Function<Buffer, @Nullable Refusal> piece;
    private final Supplier<@Nullable Refusal> whole;
    private final Consumer<Refusal> refuse;
    private final Runnable over;
    private boolean isOver;

    /**
     * Makes a gathering.
     *
     * @param piece takes the next bytes; says why they must be refused, or null
     * @param whole takes the end; says why the body must be refused, or null
     * @param refuse answers the request with a refusal
     * @param over told once, however it ended
     */
    BodyGathering(
            final HttpServerRequest request,
            final Function<Buffer, @Nullable Refusal> piece,
            final Supplier<@Nullable Refusal> whole,
            final Consumer<Refusal> refuse,
            final Runnable over) {
        this.request = request;
        this.piece = piece;
        this.whole = whole;
        this.refuse = refuse;
        this.over = over;
    }

    void begin(final Vertx vertx, final long timeoutMs) {
        final long timer = vertx.setTimer(timeoutMs, id -> refuse(CallRefusals.DEADLINE_EXCEEDED));
        request.handler(bytes -> {
                    if (!isOver) {
                        refuse(piece.apply(bytes));
                    }
                })
                .endHandler(end -> {
                    vertx.cancelTimer(timer);
                    if (!isOver) {
                        refuse(whole.get());
                        end();
                    }
                })
                .exceptionHandler(broken -> {
                    vertx.cancelTimer(timer);
                    end();
                });
    }

    private void refuse(final @Nullable Refusal refusal) {
        if (refusal == null || isOver) {
            return;
        }
        end();
        final boolean isHttp2 = request.version() == HttpVersion.HTTP_2;
        if (!request.isEnded() && !isHttp2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        refuse.accept(refusal);
        if (!request.isEnded() && isHttp2) {
            request.response().reset(0);
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            over.run();
        }
    }
}
