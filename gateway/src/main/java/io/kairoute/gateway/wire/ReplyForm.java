package io.kairoute.gateway.wire;

import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** How one gRPC dialect spells the end of a unary call. Implementations are immutable. */
public interface ReplyForm {
    /** Ends the call with status OK and one message, given with its prefix; what is returned ends when it is written. */
    Future<Void> answer(HttpServerResponse response, Buffer frame);

    /** Ends the call with the status of a refusal; what is returned ends when it is written. */
    Future<Void> refuse(HttpServerResponse response, Refusal refusal);
}
