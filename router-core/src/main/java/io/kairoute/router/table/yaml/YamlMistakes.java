package io.kairoute.router.table.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in a person's words what makes a text no YAML; a parser's own words tell how a parser works. */
final class YamlMistakes {
    private static final Map<String, String> SAYINGS = new LinkedHashMap<>();

    static {
        SAYINGS.put("(TAB)", "a tab stands here, and YAML is indented by spaces only");
        SAYINGS.put(
                "mapping values are not allowed",
                "a colon stands where none can, or the line is indented unlike those above");
        SAYINGS.put("could not find expected ':'", "a colon is missing behind the key");
        SAYINGS.put("unexpected end of stream", "a quote is never closed");
        SAYINGS.put("expected ',' or ']'", "a list that begins with [ is never closed, or lacks a comma");
        SAYINGS.put("expected ',' or '}'", "a mapping that begins with { is never closed, or lacks a comma");
        SAYINGS.put("expected <block end>", "the indent does not fit the lines above");
        SAYINGS.put("sequence entries are not allowed", "a list begins here with -, where none can");
        SAYINGS.put("unknown escape character", "a backslash in double quotes begins an escape that there is not");
        SAYINGS.put("cannot start any token", "a text cannot begin with this sign, unless it stands in quotes");
    }

    private YamlMistakes() {}

    /** What a parser's words mean; the words themselves where that is not known. */
    static String meaning(final @Nullable String context, final String problem) {
        for (final Map.Entry<String, String> saying : SAYINGS.entrySet()) {
            if (problem.contains(saying.getKey())) {
                return saying.getValue();
            }
        }
        return context == null || context.isEmpty() ? problem : context + ", " + problem;
    }
}
