package io.kairoute.gateway.edge;

import com.google.rpc.Code;
import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Refuses requests of HTTP/1 whose head cannot be read; their connection closes, for nobody knows where the next one begins. */
public final class BadHead implements Handler<HttpServerRequest> {
    private static final Refusal UNREADABLE = Refusal.of(
            Code.INVALID_ARGUMENT,
            "BAD_HEAD",
            "The head of the request cannot be read; check its first line, its headers, and what they say of the body's length.");
    private static final Refusal LONG_LINE = Refusal.ofHttp(
            414,
            Code.INVALID_ARGUMENT,
            "LINE_TOO_LONG",
            "The first line of a request holds at most " + ListenerOptions.MAX_REQUEST_LINE_BYTES
                    + " bytes; send what is long in the body.");
    private static final Refusal LONG_HEADERS = Refusal.ofHttp(
            431,
            Code.INVALID_ARGUMENT,
            "HEADERS_TOO_LONG",
            "The headers of a request hold at most " + ListenerOptions.MAX_HEADER_BYTES
                    + " bytes together; send fewer or shorter ones.");

    @Override
    public void handle(final HttpServerRequest request) {
        final Refusal refusal = refusal(request.decoderResult().cause());
        request.response()
                .setStatusCode(refusal.httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.CONTENT_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(ProblemJson.text(refusal));
        request.connection().close();
    }

    private static Refusal refusal(final Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return LONG_LINE;
        }
        return cause instanceof TooLongHttpHeaderException ? LONG_HEADERS : UNREADABLE;
    }
}
