package io.kairoute.gateway.format;

import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.routing.v1.RouteResponse;
import org.jspecify.annotations.Nullable;

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

    /**
     * The form for callers whose URL says in which contexts Kairoute routes.
     *
     * @param contexts the value of {@code ?context=}, names with commas between; null where the URL has none
     */
    default ResponseFormat within(final @Nullable String contexts) {
        return this;
    }

    /** The answer to a body that asks for no decision of ours; null where it asks for one. */
    default byte @Nullable [] declined(final byte[] body) {
        return null;
    }

    /** The content type of the body. */
    String contentType();

    /** Whether the body tells where the contact may go after its queue. */
    default boolean tellsLaterQueues() {
        return false;
    }

    /**
     * The body that tells a decision.
     *
     * @param scale the scale that the platform's priority is on
     * @param later where the contact may go after its queue; {@link LaterQueues#NONE} unless the form tells it
     */
    byte[] body(RouteResponse decision, PriorityScale scale, LaterQueues later);
}
