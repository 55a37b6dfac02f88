package io.kairoute.gateway.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.kairoute.gateway.grpc.GrpcReply;
import io.kairoute.gateway.grpc.UnaryBody;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.MethodRoles;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the stock reflection service and hands it whole, well-formed questions only, so many to a call.
 *
 * <p>Thread-confined: owned by the admin event loop.
 */
final class ReflectionGuard implements Handler<HttpServerRequest> {
    /** The method behind this guard. */
    static final String METHOD = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

    private static final int MAX_QUESTION_BYTES = 4 * 1024;
    private static final int MAX_QUESTIONS = 1_000;
    private static final long LONGEST_CALL_MS = 60_000;
    private static final Role NEEDED = Objects.requireNonNull(MethodRoles.needed(METHOD));
    private static final Refusal TRUNCATED =
            Refusal.of(Code.INTERNAL, "TRUNCATED_MESSAGE", "The call ended within a message.");
    private static final Refusal TOO_MANY = Refusal.of(
            Code.RESOURCE_EXHAUSTED,
            "TOO_MANY_QUESTIONS",
            "One call of reflection answers " + MAX_QUESTIONS + " questions; make another.");
    private static final Refusal TOO_SLOW = Refusal.of(
            Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "A call of reflection lasts at most a minute; make another.");

    private final Vertx vertx;
    private final CallerGuard callers;
    private final OpenAdminCalls open;
    private final Handler<HttpServerRequest> guarded;

    ReflectionGuard(
            final Vertx vertx,
            final CallerGuard callers,
            final OpenAdminCalls open,
            final Handler<HttpServerRequest> guarded) {
        this.vertx = vertx;
        this.callers = callers;
        this.open = open;
        this.guarded = guarded;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        Refusal refusal = callers.judge(request, NEEDED).refusal();
        if (refusal == null) {
            refusal = open.opens();
        }
        if (refusal == null) {
            new Call(request).begin();
        } else {
            GrpcReply.INSTANCE.refuse(request.response(), refusal);
        }
    }

    /** One call, its questions cut out as they come. */
    private final class Call {
        private final HttpServerRequest request;
        private final BufferedRequest replay;
        private final boolean hasEncoding;
        private Buffer held = Buffer.buffer();
        private int questions;
        private boolean isOver;
        private long timer;

        Call(final HttpServerRequest request) {
            this.request = request;
            this.replay = new BufferedRequest(request);
            this.hasEncoding = UnaryBody.hasEncoding(request);
        }

        void begin() {
            timer = vertx.setTimer(LONGEST_CALL_MS, id -> end(TOO_SLOW));
            guarded.handle(replay);
            request.handler(this::piece).endHandler(end -> ended()).exceptionHandler(broken -> end(null));
        }

        private void piece(final Buffer bytes) {
            if (isOver) {
                return;
            }
            held.appendBuffer(bytes);
            Refusal refusal = null;
            while (refusal == null && held.length() >= UnaryBody.PREFIX_BYTES) {
                refusal = UnaryBody.checkPrefix(held.getByte(0), held.getInt(1), hasEncoding, MAX_QUESTION_BYTES);
                final int whole = UnaryBody.PREFIX_BYTES + (refusal == null ? held.getInt(1) : 0);
                if (refusal != null || held.length() < whole) {
                    break;
                }
                refusal = question(held.getBuffer(0, whole));
                held = held.getBuffer(whole, held.length());
            }
            if (refusal != null) {
                end(refusal);
            }
        }

        private @Nullable Refusal question(final Buffer frame) {
            try {
                ServerReflectionRequest.parseFrom(frame.getBytes(UnaryBody.PREFIX_BYTES, frame.length()));
            } catch (final InvalidProtocolBufferException e) {
                return Refusal.malformed("");
            }
            if (++questions > MAX_QUESTIONS) {
                return TOO_MANY;
            }
            replay.give(frame);
            return null;
        }

        private void ended() {
            if (isOver) {
                return;
            }
            if (held.length() > 0) {
                end(TRUNCATED);
            } else {
                end(null);
                replay.giveEnd();
            }
        }

        private void end(final @Nullable Refusal refusal) {
            if (isOver) {
                return;
            }
            isOver = true;
            vertx.cancelTimer(timer);
            open.closed();
            if (refusal == null || request.response().ended()) {
                return;
            }
            if (request.response().headWritten()) {
                GrpcReply.putStatus(request.response().trailers(), refusal);
                request.response().end();
            } else {
                GrpcReply.INSTANCE.refuse(request.response(), refusal);
            }
            if (!request.isEnded()) {
                request.response().reset(0);
            }
        }
    }
}
