package io.kairoute.gateway.route;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kairoute.gateway.health.HealthAnswers;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.GrpcReply;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse.ServingStatus;

/**
 * One call of {@code grpc.health.v1}, which waits a moment for its question. Thread-confined: owned by its event loop.
 */
abstract class HealthCall extends RouteCall {
    /** Whoever asks has no credentials, and so keeps its place no longer than whoever was refused. */
    private static final long QUESTION_NS = 1_000_000_000;

    private final UnaryBody body;

    HealthCall(final RouteLane lane, final HttpServerRequest request, final CallKind kind, final CallStart start) {
        super(lane, request, kind, start);
        this.body = new UnaryBody(request, HealthAnswers.MAX_REQUEST_BYTES);
    }

    /** Lets the question come. */
    final void open() {
        begin();
        // From now on, and not from the headers on: a token that takes long to be proven holds the question back.
        dueAt(Math.min(start.deadlineNs(), lane.nanoTime() + QUESTION_NS));
    }

    /** Takes the question: which service is meant. */
    abstract void onQuestion(String service);

    @Override
    final void onPiece(final Buffer piece) {
        final Refusal refusal = body.add(piece);
        if (refusal != null) {
            refuse(refusal);
        }
    }

    @Override
    final void onBodyEnd() {
        final Refusal refusal = body.end();
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        final HealthCheckRequest question;
        try {
            question = HealthCheckRequest.parseFrom(
                    body.frame().getBytes(UnaryBody.PREFIX_BYTES, body.frame().length()));
        } catch (final InvalidProtocolBufferException e) {
            refuse(Refusal.malformed(""));
            return;
        }
        onQuestion(question.getService());
    }

    @Override
    final void onDeadline() {
        refuse(CallRefusals.DEADLINE_EXCEEDED);
    }

    @Override
    void refuse(final Refusal refusal) {
        answered(refusal.code(), GrpcReply.INSTANCE.refuse(request.response(), refusal));
    }

    static Buffer frame(final ServingStatus status) {
        return UnaryBody.frame(HealthAnswers.answer(status).toByteArray());
    }
}
