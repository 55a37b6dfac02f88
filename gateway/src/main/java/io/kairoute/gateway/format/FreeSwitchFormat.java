package io.kairoute.gateway.format;

import io.kairoute.gateway.json.FieldAliases;
import io.kairoute.routing.v1.RouteResponse;
import java.util.List;

/**
 * FreeSWITCH's dialplan document for mod_xml_curl: sets one channel variable per field, then transfers. Immutable.
 *
 * <p>The transfer goes where the queue's reference for the platform {@code freeswitch} says, else to the extension of the
 * queue's name in the context {@code kairoute}. The context of the document is {@code global}, which FreeSWITCH consults
 * for a caller of any context.
 */
final class FreeSwitchFormat implements ResponseFormat {
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
    public byte[] body(final RouteResponse decision, final PriorityScale scale) {
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
