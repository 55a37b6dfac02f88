package io.kairoute.gateway.format;

import io.kairoute.routing.v1.RouteResponse;
import java.util.List;
import java.util.function.Function;

/** A form that is nothing but the flat fields in one syntax. Immutable. */
record FlatFormat(String name, String platform, String contentType, Function<List<FlatFields.Field>, String> spelling)
        implements ResponseFormat {

    @Override
    public byte[] body(final RouteResponse decision, final PriorityScale scale, final LaterQueues later) {
        return FlatBody.fit(maxBytes -> FlatFields.of(decision, scale, maxBytes), spelling);
    }
}
