package io.kairoute.gateway.route;

import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Refuses over HTTP with problem JSON. Immutable. */
final class ProblemReply {
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;

    private ProblemReply() {}

    /**
     * Ends a request with the HTTP status of a refusal; what is returned ends when it is written. A path that takes more than POST has
     * said so before, in the header Allow.
     */
    static Future<Void> refuse(final HttpServerResponse response, final Refusal refusal) {
        response.setStatusCode(refusal.httpStatus());
        response.putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.CONTENT_TYPE);
        if (refusal.httpStatus() == METHOD_NOT_ALLOWED && !response.headers().contains(HttpHeaders.ALLOW)) {
            response.putHeader(HttpHeaders.ALLOW, "POST");
        }
        if (refusal.httpStatus() == UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"kairoute\", Bearer");
        }
        if (refusal.retryMs() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString((refusal.retryMs() + 999) / 1_000));
        }
        return response.end(ProblemJson.text(refusal));
    }
}
