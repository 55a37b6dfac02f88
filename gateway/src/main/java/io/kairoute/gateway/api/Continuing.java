package io.kairoute.gateway.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Tells callers to send on who send a body only once they are told to; some wait a second otherwise, some for ever. */
final class Continuing {
    private Continuing() {}

    /** Tells the caller of a request that will be read, where it asked to be told. */
    static void tell(final HttpServerRequest request) {
        final String expected = request.getHeader(HttpHeaders.EXPECT);
        if (expected != null && expected.equalsIgnoreCase("100-continue")) {
            final var unused = request.response().writeContinue();
        }
    }
}
