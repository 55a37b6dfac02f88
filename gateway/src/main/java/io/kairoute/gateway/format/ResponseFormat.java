package io.kairoute.gateway.format;

import io.kairoute.routing.v1.RouteResponse;

/** One form of a decision over HTTP. Implementations are thread-safe. */
public interface ResponseFormat {
    /** The value of {@code ?format=}. */
    String name();

    /** The content type of the body. */
    String contentType();

    /** The body that tells a decision. */
    byte[] body(RouteResponse decision);
}
