package io.kairoute.gateway.api;

import com.google.protobuf.Message;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.ReplyForm;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Answers a call in gRPC frames. Immutable.
 *
 * @param form how the caller's dialect is answered
 */
record FramedReply(ReplyForm form, HttpServerResponse response) implements AdminCalls.Reply {
    @Override
    public Buffer print(final Message answer) {
        return Frames.of(answer);
    }

    @Override
    public void done(final Buffer answer) {
        form.answer(response, answer);
    }

    @Override
    public void refuse(final Refusal refusal) {
        form.refuse(response, refusal);
    }
}
