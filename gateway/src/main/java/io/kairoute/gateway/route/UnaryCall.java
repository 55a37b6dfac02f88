package io.kairoute.gateway.route;

import com.google.rpc.Code;
import io.kairoute.gateway.grpc.CallRefusals;
import io.kairoute.gateway.grpc.ReplyForm;
import io.kairoute.gateway.grpc.UnaryBody;
import io.kairoute.gateway.observe.CallKind;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** One unary gRPC call of {@code Route}. Thread-confined: owned by its event loop. */
final class UnaryCall extends RouteCall {
    private static final Buffer EMPTY = Buffer.buffer();

    private final ReplyForm reply;
    private final UnaryBody body;
    private final int caller;
    private final boolean isOwnDeadline;

    UnaryCall(
            final RouteLane lane,
            final HttpServerRequest request,
            final CallKind kind,
            final CallStart start,
            final ReplyForm reply,
            final UnaryBody body) {
        super(lane, request, kind, start);
        this.reply = reply;
        this.body = body;
        this.caller = start.caller();
        this.isOwnDeadline = start.isOwnDeadline();
    }

    @Override
    void onPiece(final Buffer piece) {
        final Refusal refusal = body.add(piece);
        if (refusal != null) {
            refuse(refusal);
        }
    }

    @Override
    void onBodyEnd() {
        final Refusal refusal = body.end();
        if (refusal != null) {
            refuse(refusal);
            return;
        }
        final Buffer frame = body.frame();
        final int length = frame.length() - UnaryBody.PREFIX_BYTES;
        if (!isLate()) {
            end(lane.route(frame, UnaryBody.PREFIX_BYTES, length, caller));
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
        answered(refusal.code());
        reply.refuse(request.response(), refusal);
    }

    private void end(final int length) {
        if (length < 0) {
            refuse(lane.refusal(length));
        } else if (!isOwnDeadline && isLate()) {
            refuse(CallRefusals.DEADLINE_EXCEEDED);
        } else {
            answered(Code.OK);
            reply.answer(request.response(), lane.frameOfResponse(length));
        }
    }

    private boolean isLate() {
        return lane.nanoTime() - deadlineNs() >= 0;
    }
}
