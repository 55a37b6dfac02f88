package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.identity.Caller;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.Base64Pieces;
import io.kairoute.gateway.wire.CallRefusals;
import io.kairoute.gateway.wire.ReplyForm;
import io.kairoute.gateway.wire.UnaryBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** One unary gRPC call of {@code Route}. Thread-confined: owned by its event loop. */
final class UnaryCall extends RouteCall {
    private static final Buffer EMPTY = Buffer.buffer();

    private final ReplyForm reply;
    private final UnaryBody body;
    private final @Nullable Base64Pieces base64;
    private final Caller caller;

    UnaryCall(
            final RouteLane lane,
            final HttpServerRequest request,
            final CallKind kind,
            final CallStart start,
            final ReplyForm reply,
            final UnaryBody body,
            final @Nullable Base64Pieces base64) {
        super(lane, request, kind, start);
        this.reply = reply;
        this.body = body;
        this.base64 = base64;
        this.caller = start.caller();
    }

    @Override
    void onPiece(final Buffer piece) {
        final Buffer decoded = base64 == null ? piece : base64.decode(piece);
        final Refusal refusal = decoded == null ? CallRefusals.BAD_BASE64 : body.add(decoded);
        if (refusal != null) {
            refuse(refusal);
        }
    }

    @Override
    void onBodyEnd() {
        final Refusal refusal = base64 == null || base64.isWhole() ? body.end() : CallRefusals.BAD_BASE64;
        if (refusal == null) {
            lane.decide(this);
        } else {
            refuse(refusal);
        }
    }

    @Override
    void onDecision(final long nowNs) {
        final Buffer frame = body.frame();
        final int length = frame.length() - UnaryBody.PREFIX_BYTES;
        if (nowNs - deadlineNs() < 0) {
            decided(lane.route(frame, UnaryBody.PREFIX_BYTES, length, caller));
        } else if (isOwnDeadline) {
            end(lane.routeToDefault(frame, UnaryBody.PREFIX_BYTES, length, caller));
        } else {
            refuse(CallRefusals.DEADLINE_EXCEEDED);
        }
    }

    @Override
    void onDeadline() {
        if (isOwnDeadline) {
            end(lane.routeToDefault(EMPTY, 0, 0, caller));
        } else {
            refuse(CallRefusals.DEADLINE_EXCEEDED);
        }
    }

    @Override
    void refuse(final Refusal refusal) {
        answered(refusal.code(), reply.refuse(request.response(), refusal));
    }

    private void decided(final int length) {
        if (length >= 0 && lane.isAskedWhy()) {
            explain(length);
        } else {
            end(length);
        }
    }

    @Override
    void onExplained(final byte[] answer) {
        answered(Code.OK, reply.answer(request.response(), UnaryBody.frame(answer)));
    }

    private void end(final int length) {
        if (length < 0) {
            refuse(lane.refusal(length));
        } else if (!isOwnDeadline && isLate()) {
            refuse(CallRefusals.DEADLINE_EXCEEDED);
        } else {
            lane.given();
            answered(Code.OK, reply.answer(request.response(), lane.frameOfResponse(length)));
        }
    }
}
