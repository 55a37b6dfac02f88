package io.kairoute.gateway.route;

import com.google.rpc.Code;
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
final class UnaryCall extends DecidedCall {
    private final ReplyForm reply;
    private final UnaryBody body;
    private final @Nullable Base64Pieces base64;

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
            lane.turns().decide(this);
        } else {
            refuse(refusal);
        }
    }

    @Override
    void onDecision(final long nowNs) {
        final Buffer frame = body.frame();
        final int length = frame.length() - UnaryBody.PREFIX_BYTES;
        decide(lane.payload().wrap(frame, UnaryBody.PREFIX_BYTES, length), nowNs);
    }

    @Override
    void answer(final int length) {
        answer(lane.router().answer().frameCopy(length));
    }

    @Override
    void answer(final byte[] decision) {
        answer(UnaryBody.frame(decision));
    }

    private void answer(final Buffer frame) {
        answered(Code.OK, reply.answer(request.response(), frame));
    }

    @Override
    void refuse(final Refusal refusal) {
        answered(refusal.code(), reply.refuse(request.response(), refusal));
    }
}
