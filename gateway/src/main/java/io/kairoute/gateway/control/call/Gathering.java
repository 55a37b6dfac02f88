package io.kairoute.gateway.control.call;

import io.kairoute.gateway.grpc.CallRefusals;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of one call on its way in, within its time. Thread-confined: owned by its event loop. */
final class Gathering {
    private static final long MOST_MS = 30_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Consumer<Refusal> refuse;
    private boolean isOver;
    private long timer;

    Gathering(final Vertx vertx, final HttpServerRequest request, final Consumer<Refusal> refuse) {
        this.vertx = vertx;
        this.request = request;
        this.refuse = refuse;
    }

    /** Gathers; each piece may be refused, and at the end there is a whole body. */
    void begin(final Function<Buffer, @Nullable Refusal> add, final Runnable whole) {
        timer = vertx.setTimer(MOST_MS, id -> refuse(CallRefusals.DEADLINE_EXCEEDED));
        request.handler(piece -> {
                    if (!isOver) {
                        refuse(add.apply(piece));
                    }
                })
                .endHandler(end -> {
                    if (!isOver) {
                        over();
                        whole.run();
                    }
                })
                .exceptionHandler(broken -> over());
    }

    private void refuse(final @Nullable Refusal refusal) {
        if (refusal != null && !isOver) {
            over();
            refuse.accept(refusal);
            if (!request.isEnded()) {
                request.response().reset(0);
            }
        }
    }

    private void over() {
        isOver = true;
        vertx.cancelTimer(timer);
    }
}
