package io.kairoute.gateway.control.call;

import com.google.protobuf.Message;
import io.kairoute.gateway.api.Frames;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers one call with many messages, as fast as the caller takes them.
 *
 * <p>The messages come from another thread, which waits while the caller is slow and hears when it has gone. All else is
 * thread-confined: owned by the call's event loop.
 */
public final class AnswerStream {
    private final HttpServerResponse response;
    private final Context loop;
    private @Nullable CompletableFuture<Boolean> waiting;
    private boolean isOver;

    private AnswerStream(final Vertx vertx, final HttpServerResponse response) {
        this.response = response;
        this.loop = vertx.getOrCreateContext();
    }

    /** Answers a call with what some work gives its sink; the sink says false once nobody takes more. */
    public static void answer(
            final Vertx vertx,
            final HttpServerResponse response,
            final Function<Predicate<Message>, CompletableFuture<?>> work) {
        final AnswerStream stream = new AnswerStream(vertx, response);
        response.exceptionHandler(gone -> stream.gone()).closeHandler(gone -> stream.gone());
        CompletableFuture<?> done;
        try {
            done = work.apply(stream::send);
        } catch (final RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        final var unused = done.whenComplete((result, fault) -> stream.loop.runOnContext(nothing -> stream.end(fault)));
    }

    private boolean send(final Message message) {
        final CompletableFuture<Boolean> taken = new CompletableFuture<>();
        loop.runOnContext(nothing -> write(message, taken));
        return taken.join();
    }

    private void write(final Message message, final CompletableFuture<Boolean> taken) {
        if (isOver) {
            taken.complete(false);
            return;
        }
        begin();
        response.write(Frames.of(message));
        if (response.writeQueueFull()) {
            waiting = taken;
            response.drainHandler(drained -> taken.complete(true));
        } else {
            taken.complete(true);
        }
    }

    private void end(final @Nullable Throwable fault) {
        if (isOver) {
            return;
        }
        isOver = true;
        if (fault == null) {
            begin();
            response.trailers().set(GrpcHeaders.STATUS, GrpcHeaders.STATUS_OK);
            response.end();
        } else if (response.headWritten()) {
            GrpcReply.putStatus(response.trailers()::set, ControlServices.refusalOf(fault));
            response.end();
        } else {
            GrpcReply.INSTANCE.refuse(response, ControlServices.refusalOf(fault));
        }
    }

    private void begin() {
        if (!response.headWritten()) {
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        }
    }

    private void gone() {
        isOver = true;
        final CompletableFuture<Boolean> taken = waiting;
        if (taken != null) {
            taken.complete(false);
        }
    }
}
