package io.kairoute.gateway.format;

import io.kairoute.gateway.json.JsonMessageWriter;
import io.kairoute.routing.v1.RouteResponse;

/** The whole answer as proto3 JSON, on our own scale: the form when none is asked for. Thread-safe. */
final class JsonFormat implements ResponseFormat {
    private final JsonMessageWriter writer = new JsonMessageWriter();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String platform() {
        return "";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(final RouteResponse decision, final PriorityScale scale, final LaterQueues later) {
        return writer.write(decision);
    }
}
