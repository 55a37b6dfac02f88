package io.kairoute.gateway.api;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.wire.GrpcHeaders;
import io.kairoute.gateway.wire.GrpcReply;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** How a call of many messages ends. */
final class StreamEnds {
    /** The caller ended half-way through one. */
    static final Refusal TRUNCATED = Refusal.of(Code.INTERNAL, "TRUNCATED_MESSAGE", "The call ended within a message.");

    private StreamEnds() {}

    /** Ends a call well. */
    static void finish(final HttpServerResponse response) {
        response.trailers().set(GrpcHeaders.STATUS, GrpcHeaders.STATUS_OK);
        response.end();
    }

    /** Ends a call with a refusal, wherever it stands, and takes nothing more from the caller. */
    static void refuse(final HttpServerRequest request, final Refusal refusal) {
        final HttpServerResponse response = request.response();
        GrpcReply.putStatus((response.headWritten() ? response.trailers() : response.headers())::set, refusal);
        response.end();
        if (!request.isEnded()) {
            response.reset(0);
        }
    }
}
