package io.kairoute.gateway.api;

import io.kairoute.gateway.refusal.ProblemJson;
import io.kairoute.gateway.refusal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** Ends plain HTTP requests, with the headers that keep browsers from guessing and caches from keeping. */
public final class Pages {
    static final String TEXT = "text/plain; charset=utf-8";

    private static final CharSequence SEC_FETCH_MODE = HttpHeaders.createOptimized("sec-fetch-mode");
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;

    private Pages() {}

    /** Ends a request with a text. */
    static void end(final HttpServerRequest request, final int status, final String type, final String text) {
        end(request, status, type, Buffer.buffer(text));
    }

    /** Ends a request with a body. */
    public static void end(final HttpServerRequest request, final int status, final String type, final Buffer body) {
        final HttpServerResponse response = request.response();
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
        response.putHeader("x-content-type-options", "nosniff").putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (HttpMethod.HEAD.equals(request.method())) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }

    /** Ends a request with a problem; {@code allowed} names the methods that the path takes. */
    public static void refuse(final HttpServerRequest request, final Refusal refusal, final String allowed) {
        final HttpServerResponse response = request.response();
        if (refusal.httpStatus() == METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, allowed);
        }
        if (refusal.httpStatus() == UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", isOfPage(request) ? "Bearer" : "Basic realm=\"kairoute\", Bearer");
        }
        if (refusal.retryMs() > 0) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString((refusal.retryMs() + 999) / 1_000));
        }
        end(request, refusal.httpStatus(), ProblemJson.CONTENT_TYPE, ProblemJson.text(refusal));
    }

    /** Whether a page asks, and not the person before it: a browser would put its own box for a password over that page. */
    private static boolean isOfPage(final HttpServerRequest request) {
        final String mode = request.getHeader(SEC_FETCH_MODE);
        return mode != null && !mode.equals("navigate");
    }
}
