package io.kairoute.gateway.format;

import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;

/**
 * jambonz' array of verbs: the decision as the call's tag, then the queue. Immutable.
 *
 * <p>The queue is the reference for the platform {@code jambonz}, else the queue's own name.
 */
final class JambonzFormat implements ResponseFormat {
    @Override
    public String name() {
        return "jambonz";
    }

    @Override
    public String platform() {
        return "jambonz";
    }

    @Override
    public FieldAliases aliases() {
        return FieldAliases.ofCall("call_sid", "to", "from");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(final RouteResponse decision, final PriorityScale scale, final LaterQueues later) {
        return FlatBody.fit(maxBytes -> FlatFields.of(decision, scale, maxBytes), JambonzFormat::verbs);
    }

    private static String verbs(final List<FlatFields.Field> fields) {
        String queue = "";
        String priority = "0";
        for (final FlatFields.Field field : fields) {
            final boolean isReference =
                    field.name().equals("queue_ref") && !field.value().isEmpty();
            if (field.name().equals("queue") || isReference) {
                queue = field.value();
            }
            if (field.name().equals("priority")) {
                priority = field.value();
            }
        }
        return "[{\"verb\":\"tag\",\"data\":" + FlatSpelling.json(fields) + "},{\"verb\":\"enqueue\",\"name\":"
                + FlatSpelling.quoted(queue) + ",\"priority\":" + priority + "}]";
    }
}
