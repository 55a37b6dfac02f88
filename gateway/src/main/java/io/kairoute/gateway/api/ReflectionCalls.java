package io.kairoute.gateway.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.kairoute.gateway.identity.CallerGuard;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.grpc.reflection.v1.ServerReflectionProto;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code grpc.reflection.v1}: many questions to a call, in order, for as long as the caller reads the answers.
 *
 * <p>The messages are those of the Vert.x reflection module; its handler is not used, since it ends the call after the first
 * answer, and clients go on asking. Thread-confined: owned by the admin event loop.
 */
final class ReflectionCalls implements Handler<HttpServerRequest> {
    /** The method. */
    static final Method METHOD = Method.foreign(
            ServerReflectionProto.getDescriptor()
                    .findServiceByName("ServerReflection")
                    .findMethodByName("ServerReflectionInfo"),
            ServerReflectionRequest.getDefaultInstance(),
            Role.VIEWER,
            4 * 1024);

    private static final int MAX_QUESTIONS = 1_000;
    private static final long LONGEST_CALL_MS = 60_000;
    private static final Refusal TOO_MANY = Refusal.of(
            Code.RESOURCE_EXHAUSTED,
            "TOO_MANY_QUESTIONS",
            "One call of reflection answers " + MAX_QUESTIONS + " questions; make another.");
    private static final Refusal TOO_SLOW = Refusal.of(
            Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "A call of reflection lasts at most a minute; make another.");

    private final Vertx vertx;
    private final CallerGuard callers;
    private final OpenAdminCalls open;
    private final ReflectionIndex index;

    ReflectionCalls(
            final Vertx vertx, final CallerGuard callers, final OpenAdminCalls open, final ReflectionIndex index) {
        this.vertx = vertx;
        this.callers = callers;
        this.open = open;
        this.index = index;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        Refusal refusal = callers.judge(request, Role.VIEWER).refusal();
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
        private final HttpServerResponse response;
        private final boolean hasEncoding;
        private Buffer held = Buffer.buffer();
        private int questions;
        private boolean isInputOver;
        private boolean isOver;
        private long timer;

        Call(final HttpServerRequest request) {
            this.request = request;
            this.response = request.response();
            this.hasEncoding = UnaryBody.hasEncoding(request);
        }

        void begin() {
            timer = vertx.setTimer(LONGEST_CALL_MS, id -> refuse(TOO_SLOW));
            response.putHeader(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
            response.closeHandler(closed -> over());
            response.drainHandler(drained -> {
                request.resume();
                answerAll();
            });
            request.handler(bytes -> {
                        held.appendBuffer(bytes);
                        answerAll();
                    })
                    .endHandler(end -> {
                        isInputOver = true;
                        answerAll();
                    })
                    .exceptionHandler(broken -> over());
        }

        /** Answers what is whole, unless the caller does not read: then nothing more is taken in either. */
        private void answerAll() {
            while (!isOver && held.length() >= UnaryBody.PREFIX_BYTES) {
                if (response.writeQueueFull()) {
                    request.pause();
                    return;
                }
                final Refusal refusal =
                        UnaryBody.checkPrefix(held.getByte(0), held.getInt(1), hasEncoding, METHOD.maxBytes());
                if (refusal != null) {
                    refuse(refusal);
                    return;
                }
                final int whole = UnaryBody.PREFIX_BYTES + held.getInt(1);
                if (held.length() < whole) {
                    break;
                }
                answer(held.getBytes(UnaryBody.PREFIX_BYTES, whole));
                held = held.getBuffer(whole, held.length());
            }
            if (isInputOver && !isOver) {
                finish();
            }
        }

        private void answer(final byte[] question) {
            final Refusal refusal = ++questions > MAX_QUESTIONS ? TOO_MANY : written(question);
            if (refusal != null) {
                refuse(refusal);
            }
        }

        private @Nullable Refusal written(final byte[] question) {
            try {
                response.write(Frames.of(index.answer(ServerReflectionRequest.parseFrom(question))));
                return null;
            } catch (final InvalidProtocolBufferException e) {
                return Refusal.malformed("");
            }
        }

        private void finish() {
            if (held.length() > 0) {
                refuse(StreamEnds.TRUNCATED);
                return;
            }
            over();
            StreamEnds.finish(response);
        }

        private void refuse(final Refusal refusal) {
            if (isOver) {
                return;
            }
            over();
            StreamEnds.refuse(request, refusal);
        }

        private void over() {
            if (!isOver) {
                isOver = true;
                vertx.cancelTimer(timer);
                open.closed();
            }
        }
    }
}
