package io.kairoute.gateway.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Tells callers to send on who send a body only once they are told to; some wait a second otherwise, some for ever. */
public final class Continuing {
    private Continuing() {}

    /** Tells the caller of a request that will be read, where it asked to be told. */
    public static void tell(final HttpServerRequest request) {
        final String expected = request.getHeader(HttpHeaders.EXPECT);
        if (expected != null && expected.strip().equalsIgnoreCase("100-continue")) {
            final var unused = request.response().writeContinue();
        }
    }
}
