package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.UnreadBody;
import io.kairoute.gateway.edge.BrokenBody;
import io.kairoute.gateway.edge.Continuing;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the body of one request come, within a time, and ends it once: whole or refused. Thread-confined: owned by its event
 * loop.
 */
final class BodyGathering {
    private static final Logger LOG = LoggerFactory.getLogger(BodyGathering.class);

    private static final long USUAL_MS = 5_000;
    private static final long MORE_MS = 1_000;
    private static final long FOR_BYTES = 1024 * 1024;
    private static final Refusal TOO_SLOW = Refusal.of(
            Code.DEADLINE_EXCEEDED,
            "BODY_TOO_SLOW",
            "A body has 5 s, and 1 s more for each MiB that has come, and was not whole by then; send all of it, without a pause.");

    private final HttpServerRequest request;
    private final Reader reader;
    private final OpenAdminCalls open;
    private Runnable leave = () -> {};
    private long timer;
    private long givenMs;
    private long bytes;
    private Runnable atEnd = () -> {};
    private boolean isOver;

    /** What takes the body; each ends by one of {@link #whole}, {@link #refuseBody} and {@link #gone}. */
    interface Reader {
        /** Takes the next bytes; says why they must be refused, or null. */
        @Nullable
        Refusal piece(Buffer piece);

        /** Takes the end; says why the body must be refused, or null, and then the call goes on without this. */
        @Nullable
        Refusal whole();

        /** Answers the request with a refusal. */
        void refuseBody(Refusal refusal);

        /** Hears that the caller went away before the end. */
        void gone();
    }

    /**
     * Makes a gathering.
     *
     * @param open where the call was opened; closed once, however the body ended
     */
    BodyGathering(final HttpServerRequest request, final Reader reader, final OpenAdminCalls open) {
        this.request = request;
        this.reader = reader;
        this.open = open;
    }

    /** Begins; the body has five seconds, and one more for each mebibyte that has come, but no more than its caller waits. */
    void begin(final Vertx vertx, final long longestMs) {
        leave = () -> UnreadBody.leave(vertx, request);
        atEnd = () -> vertx.cancelTimer(timer);
        giveTime(vertx, longestMs);
        Continuing.tell(request);
        request.handler(more -> {
                    if (!isOver) {
                        refuse(asked(() -> take(more)));
                    }
                })
                .endHandler(end -> {
                    if (!isOver) {
                        try {
                            refuse(asked(reader::whole));
                        } finally {
                            end();
                        }
                    }
                })
                .exceptionHandler(this::broken);
    }

    private void broken(final Throwable cause) {
        final Refusal refusal = BrokenBody.answerTo(cause);
        if (refusal == null) {
            gone();
        } else {
            refuse(refusal);
        }
    }

    private void giveTime(final Vertx vertx, final long longestMs) {
        final long allowedMs = Math.min(longestMs, USUAL_MS + MORE_MS * (bytes / FOR_BYTES));
        if (allowedMs <= givenMs) {
            refuse(givenMs == longestMs ? CallRefusals.DEADLINE_EXCEEDED : TOO_SLOW);
            return;
        }
        timer = vertx.setTimer(allowedMs - givenMs, id -> giveTime(vertx, longestMs));
        givenMs = allowedMs;
    }

    private @Nullable Refusal take(final Buffer more) {
        final Refusal refusal = open.takes(more.length());
        if (refusal != null) {
            return refusal;
        }
        bytes += more.length();
        return reader.piece(more);
    }

    /** Whatever a reader of the body throws, the call gets an answer: it may be anything that a caller can send. */
    private static @Nullable Refusal asked(final Supplier<@Nullable Refusal> question) {
        try {
            return question.get();
        } catch (final RuntimeException | Error e) {
            LOG.error("event=admin_body_failed", e);
            return Refusal.fault();
        }
    }

    private void refuse(final @Nullable Refusal refusal) {
        if (refusal == null || isOver) {
            return;
        }
        end();
        if (!request.isEnded() && request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        reader.refuseBody(refusal);
        leave.run();
    }

    private void gone() {
        if (!isOver) {
            end();
            reader.gone();
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            atEnd.run();
            open.gives(bytes);
            open.closed();
        }
    }
}
