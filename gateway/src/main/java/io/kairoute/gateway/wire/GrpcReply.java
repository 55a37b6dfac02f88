package io.kairoute.gateway.wire;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.PercentEncoding;
import io.kairoute.gateway.refusal.Refusal;
import io.kairoute.gateway.refusal.StatusDetails;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/** Ends calls of plain gRPC: status in the trailers, or in the headers where nothing else is sent. Immutable. */
public final class GrpcReply implements ReplyForm {
    /** The only one: it holds nothing. */
    public static final GrpcReply INSTANCE = new GrpcReply();

    private GrpcReply() {}

    @Override
    public Future<Void> answer(final HttpServerResponse response, final Buffer frame) {
        response.headers().set(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        response.trailers().set(GrpcHeaders.STATUS, GrpcHeaders.STATUS_OK);
        return response.end(frame);
    }

    @Override
    public Future<Void> refuse(final HttpServerResponse response, final Refusal refusal) {
        final MultiMap headers = response.headers();
        headers.set(HttpHeaders.CONTENT_TYPE, GrpcHeaders.GRPC);
        putStatus(headers::set, refusal);
        return response.end();
    }

    /** Puts the status of a refusal among headers or trailers. */
    public static void putStatus(final BiConsumer<CharSequence, CharSequence> headers, final Refusal refusal) {
        headers.accept(GrpcHeaders.STATUS, Integer.toString(refusal.code().getNumber()));
        headers.accept(GrpcHeaders.MESSAGE, PercentEncoding.encode(refusal.message()));
        headers.accept(GrpcHeaders.STATUS_DETAILS, StatusDetails.trailer(refusal));
        if (refusal.retryMs() > 0) {
            headers.accept(GrpcHeaders.RETRY_PUSHBACK, Integer.toString(refusal.retryMs()));
        }
        if (refusal.code() == Code.UNIMPLEMENTED) {
            headers.accept(GrpcHeaders.ACCEPT_ENCODING, GrpcHeaders.IDENTITY);
        }
    }
}
