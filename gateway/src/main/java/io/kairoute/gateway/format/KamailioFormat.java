package io.kairoute.gateway.format;

import io.kairoute.routing.v1.RouteResponse;
import java.util.List;

/**
 * Kamailio's rtjson: one serial route to the queue's SIP address, the decision in extra headers. Immutable.
 *
 * <p>A queue without a reference for the platform {@code sip} gets an address that cannot be reached, rather than one that
 * somebody else owns.
 */
final class KamailioFormat implements ResponseFormat {
    private static final String NOWHERE = "@kairoute.invalid";
    private static final List<String> HEADERS = List.of(
            "decision_id",
            "queue",
            "script",
            "script_language",
            "priority",
            "tier",
            "occasion",
            "offer",
            "message",
            "fallback",
            "fallback_cause");

    @Override
    public String name() {
        return "rtjson";
    }

    @Override
    public String platform() {
        return "sip";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] body(final RouteResponse decision, final PriorityScale scale) {
        return FlatBody.fit(maxBytes -> FlatFields.of(decision, scale, maxBytes), KamailioFormat::route);
    }

    private static String route(final List<FlatFields.Field> fields) {
        final StringBuilder extra = new StringBuilder();
        String uri = "";
        String queue = "";
        for (final FlatFields.Field field : fields) {
            if (field.name().equals("queue_ref")) {
                uri = field.value();
            }
            if (field.name().equals("queue")) {
                queue = field.value();
            }
            if (HEADERS.contains(field.name())) {
                extra.append("X-Kairoute-")
                        .append(headerName(field.name()))
                        .append(": ")
                        .append(SafeText.percent(field.value()))
                        .append("\\r\\n");
            }
        }
        final String target = uri.isEmpty() ? "sip:" + SafeText.percent(queue).replace("@", "%40") + NOWHERE : uri;
        return "{\"version\":\"1.0\",\"routing\":\"serial\",\"routes\":[{\"uri\":" + FlatSpelling.quoted(target)
                + ",\"headers\":{\"extra\":\"" + extra + "\"}}]}";
    }

    private static String headerName(final String name) {
        final StringBuilder out = new StringBuilder();
        for (final String word : name.split("_", -1)) {
            out.append(out.isEmpty() ? "" : "-")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return out.toString();
    }
}
