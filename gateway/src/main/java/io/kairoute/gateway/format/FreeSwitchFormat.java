package io.kairoute.gateway.format;

import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.routing.v1.RouteResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * FreeSWITCH's dialplan document for mod_xml_curl: sets one channel variable per field, then transfers. Immutable.
 *
 * <p>The transfer goes where the queue's reference for the platform {@code freeswitch} says, else to the extension of the
 * queue's name in the context {@code kairoute}. The context of the document is {@code global}, which FreeSWITCH consults
 * for a caller of any context.
 *
 * <p>FreeSWITCH asks for every look-up in its dialplan, also for the one that follows our own transfer. Its {@code Hunt-Context} says
 * in which context it looks. Only look-ups in the contexts that the URL names are decided; any other is answered with "not found",
 * and FreeSWITCH goes on in its own dialplan. A decision there would be the same transfer once more, without end.
 */
final class FreeSwitchFormat implements ResponseFormat {
    private static final Set<String> USUAL_CONTEXTS = Set.of("public");
    private static final String HUNT_CONTEXT = "Hunt-Context=";
    private static final byte[] NOT_FOUND =
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><document type=\"freeswitch/xml\">"
                            + "<section name=\"result\"><result status=\"not found\"/></section></document>")
                    .getBytes(StandardCharsets.UTF_8);

    private final Set<String> contexts;

    FreeSwitchFormat() {
        this(USUAL_CONTEXTS);
    }

    private FreeSwitchFormat(final Set<String> contexts) {
        this.contexts = contexts;
    }

    @Override
    public ResponseFormat within(final @Nullable String named) {
        return named == null ? this : new FreeSwitchFormat(Set.copyOf(List.of(named.split(",", -1))));
    }

    @Override
    public byte @Nullable [] declined(final byte[] body) {
        return contexts.contains(huntContext(body)) ? null : NOT_FOUND.clone();
    }

    /** The context of the look-up, by the form that mod_xml_curl posts; empty where it tells none. */
    private static String huntContext(final byte[] body) {
        for (final String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            if (pair.startsWith(HUNT_CONTEXT)) {
                return decoded(pair.substring(HUNT_CONTEXT.length()));
            }
        }
        return "";
    }

    private static String decoded(final String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public String name() {
        return "fsxml";
    }

    @Override
    public String platform() {
        return "freeswitch";
    }

    @Override
    public FieldAliases aliases() {
        return FieldAliases.ofCall("Unique-ID", "Caller-Destination-Number", "Caller-Caller-ID-Number");
    }

    @Override
    public String contentType() {
        return "text/xml";
    }

    @Override
    public byte[] body(final RouteResponse decision, final PriorityScale scale, final LaterQueues later) {
        return FlatBody.fit(maxBytes -> FlatFields.of(decision, scale, maxBytes), FreeSwitchFormat::document);
    }

    private static String document(final List<FlatFields.Field> fields) {
        final StringBuilder xml = new StringBuilder(2_048);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><document type=\"freeswitch/xml\">")
                .append("<section name=\"dialplan\"><context name=\"global\"><extension name=\"kairoute\"><condition>");
        String queue = "";
        String ref = "";
        for (final FlatFields.Field field : fields) {
            action(xml, "set", "kairoute_" + field.name() + "=" + field.value());
            if (field.name().equals("queue")) {
                queue = field.value();
            }
            if (field.name().equals("queue_ref")) {
                ref = field.value();
            }
        }
        action(xml, "transfer", ref.isEmpty() ? SafeText.percent(queue) + " XML kairoute" : ref);
        return xml.append("</condition></extension></context></section></document>")
                .toString();
    }

    private static void action(final StringBuilder xml, final String application, final String data) {
        xml.append("<action application=\"")
                .append(application)
                .append("\" data=\"")
                .append(SafeText.xml(data))
                .append("\"/>");
    }
}
