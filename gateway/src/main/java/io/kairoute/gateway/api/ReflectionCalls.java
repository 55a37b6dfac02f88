package io.kairoute.gateway.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import io.kairoute.gateway.api.stream.AnswerCall;
import io.kairoute.gateway.api.stream.AnswerPace;
import io.kairoute.gateway.api.stream.AnswerSource;
import io.kairoute.gateway.api.stream.AnswerStep;
import io.kairoute.gateway.api.stream.AnswerWriter;
import io.kairoute.gateway.api.stream.GrpcAnswers;
import io.kairoute.gateway.identity.Role;
import io.kairoute.gateway.observe.EndCause;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.MessageFrames;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionProto;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;

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
    private static final int MOST_HELD_BYTES = 64 * 1024;
    private static final long LONGEST_CALL_MS = 60_000;
    private static final Refusal TOO_MANY = Refusal.of(
            Code.RESOURCE_EXHAUSTED,
            "TOO_MANY_QUESTIONS",
            "One call of reflection answers " + MAX_QUESTIONS + " questions; make another.");
    private static final Refusal TOO_SLOW = Refusal.of(
            Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "A call of reflection lasts at most a minute; make another.");

    private final AdminLoop loop;
    private final ReflectionIndex index;

    ReflectionCalls(final AdminLoop loop, final ReflectionIndex index) {
        this.loop = loop;
        this.index = index;
    }

    @Override
    public void handle(final HttpServerRequest request) {
        Refusal refusal = loop.callers().judge(request, METHOD.role()).refusal();
        if (refusal == null) {
            refusal = loop.open().opens();
        }
        if (refusal == null) {
            new Questions(request).begin();
        } else {
            loop.ledger().refused(METHOD, refusal);
            GrpcReply.INSTANCE.refuse(request.response(), refusal);
        }
    }

    /** The questions of one call, each answered when its caller has room for the answer. */
    private final class Questions implements AnswerSource {
        private final HttpServerRequest request;
        private final MessageFrames frames;
        private Runnable wake = () -> {};
        private int questions;
        private boolean isInputOver;
        private boolean isHeld;
        private boolean isOver;
        private long timer = -1;

        Questions(final HttpServerRequest request) {
            this.request = request;
            this.frames = new MessageFrames(UnaryBody.hasEncoding(request), METHOD.maxBytes());
        }

        void begin() {
            final AnswerWriter writer = AnswerWriter.begin(
                    new AnswerCall(loop.vertx(), request, GrpcAnswers.INSTANCE, AnswerPace.FINITE, loop.answers()),
                    this);
            if (isOver) {
                return;
            }
            timer = loop.vertx().setTimer(LONGEST_CALL_MS, id -> writer.refuse(TOO_SLOW, EndCause.TIMED_OUT));
            request.handler(bytes -> {
                        frames.add(bytes);
                        if (frames.heldBytes() > MOST_HELD_BYTES) {
                            isHeld = true;
                            request.pause();
                        }
                        wake.run();
                    })
                    .endHandler(end -> {
                        isInputOver = true;
                        wake.run();
                    });
        }

        @Override
        public void begin(final Runnable wakeWriter) {
            wake = wakeWriter;
        }

        @Override
        public AnswerStep next() {
            return switch (frames.next()) {
                case MESSAGE -> answer(frames.message());
                case TOO_LONG, FAULT -> new AnswerStep.Refused(frames.fault(), EndCause.REFUSED);
                case NOTHING -> isInputOver ? end() : more();
            };
        }

        private AnswerStep answer(final byte[] question) {
            if (++questions > MAX_QUESTIONS) {
                return new AnswerStep.Refused(TOO_MANY, EndCause.REFUSED);
            }
            try {
                return new AnswerStep.Answer(index.answer(ServerReflectionRequest.parseFrom(question)), "");
            } catch (final InvalidProtocolBufferException e) {
                return new AnswerStep.Refused(Refusal.malformed(""), EndCause.REFUSED);
            }
        }

        private AnswerStep end() {
            return frames.isAtBoundary()
                    ? AnswerStep.DONE
                    : new AnswerStep.Refused(MessageFrames.TRUNCATED, EndCause.HALF_CLOSED);
        }

        private AnswerStep more() {
            if (isHeld) {
                isHeld = false;
                request.resume();
            }
            return AnswerStep.NOTHING;
        }

        @Override
        public void over(final EndCause cause) {
            isOver = true;
            loop.vertx().cancelTimer(timer);
            loop.open().closed();
            loop.ledger().begin(METHOD).ended(cause);
        }
    }
}
