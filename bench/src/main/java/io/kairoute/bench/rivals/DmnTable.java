package io.kairoute.bench.rivals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the decision table as DMN 1.3, hit policy FIRST. */
final class DmnTable {
    /** The decision's id and name. */
    static final String DECISION = "route";

    private static final List<String> INPUTS = List.of("intent", "channel", "product", "tier");

    private DmnTable() {}

    /**
     * The document.
     *
     * @param numberType what the engine calls a number
     */
    static byte[] of(final List<RivalRow> rows, final String numberType) {
        final StringBuilder xml = new StringBuilder();
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append(
                        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"bench\" name=\"bench\"")
                .append(" namespace=\"https://kairoute.io/bench\">\n");
        for (final String input : INPUTS) {
            xml.append(
                    "<inputData id=\"in_%s\" name=\"%s\"><variable id=\"v_%s\" name=\"%s\" typeRef=\"string\"/></inputData>\n"
                            .formatted(input, input, input, input));
        }
        xml.append("<decision id=\"route\" name=\"route\"><variable id=\"v_route\" name=\"route\"/>\n");
        for (final String input : INPUTS) {
            xml.append(
                    "<informationRequirement id=\"ir_%s\"><requiredInput href=\"#in_%s\"/></informationRequirement>\n"
                            .formatted(input, input));
        }
        xml.append("<decisionTable id=\"table\" hitPolicy=\"FIRST\">\n");
        for (final String input : INPUTS) {
            xml.append(
                    "<input id=\"c_%s\"><inputExpression id=\"e_%s\" typeRef=\"string\"><text>%s</text></inputExpression></input>\n"
                            .formatted(input, input, input));
        }
        xml.append("<output id=\"o_queue\" name=\"queue\" typeRef=\"string\"/>\n");
        xml.append("<output id=\"o_priority\" name=\"priority\" typeRef=\"%s\"/>\n".formatted(numberType));
        for (int i = 0; i < rows.size(); i++) {
            row(xml, i, rows.get(i));
        }
        return xml.append("</decisionTable></decision></definitions>\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void row(final StringBuilder xml, final int index, final RivalRow row) {
        final String tiers = row.tiers().stream().map(DmnTable::quoted).collect(Collectors.joining(","));
        xml.append("<rule id=\"r").append(index).append("\">");
        entry(xml, "inputEntry", "a" + index, quoted(row.intent()));
        entry(xml, "inputEntry", "b" + index, quoted(row.channel()));
        entry(xml, "inputEntry", "c" + index, quoted(row.product()));
        entry(xml, "inputEntry", "d" + index, tiers);
        entry(xml, "outputEntry", "q" + index, quoted(row.queue()));
        entry(xml, "outputEntry", "p" + index, Integer.toString(row.priority()));
        xml.append("</rule>\n");
    }

    private static void entry(final StringBuilder xml, final String element, final String id, final String text) {
        xml.append("<%s id=\"%s\"><text>%s</text></%s>".formatted(element, id, text, element));
    }

    private static String quoted(final String word) {
        return '"' + word + '"';
    }
}
