package io.kairoute.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads how long the head of a request says that its body is. */
public final class DeclaredLength {
    private DeclaredLength() {}

    /** The bytes to come; 0 where the head does not say. A head whose length is no number comes this far on no listener. */
    public static long of(final HttpServerRequest request) {
        final String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
