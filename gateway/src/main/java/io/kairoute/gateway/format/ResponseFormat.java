package io.kairoute.gateway.format;

import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.routing.v1.RouteResponse;

/** One form of a decision over HTTP. Implementations are thread-safe. */
public interface ResponseFormat {
    /** The value of {@code ?format=}. */
    String name();

    /** The platform whose queue references the form needs when the request names none; empty for none. */
    String platform();

    /** What the platform calls the fields of its requests. */
    default FieldAliases aliases() {
        return FieldAliases.NONE;
    }

    /** The content type of the body. */
    String contentType();

    /**
     * The body that tells a decision.
     *
     * @param scale the scale that the platform's priority is on
     */
    byte[] body(RouteResponse decision, PriorityScale scale);
}
