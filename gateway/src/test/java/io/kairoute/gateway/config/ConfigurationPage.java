package io.kairoute.gateway.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes docs/CONFIGURATION.md from the properties. */
final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            Every property of a node: what it is when nobody sets it, what its value is, and what it needs beside it. This page is made from
            the code ([Property.java](../gateway/src/main/java/io/kairoute/gateway/config/Property.java)) and a test compares them; do not
            edit it by hand.

            | where | how |
            |---|---|
            | a file | `kairoute serve --config kairoute.yaml`; the dots are nesting. [kairoute.yaml](../deploy/examples/kairoute.yaml) is one with every property |
            | the environment | `KAIROUTE_ROUTE_PORT=7400`: upper case, dots become underscores. A list is its items with commas between, a map `name=value` pairs with commas between |
            | the command line | `--set route.port=7400`, as often as needed |

            Later ones win: default, file, environment, command line. `serve` prints each property with its value and where that came from.
            A name that no property has is refused in the file and on the command line, and told of in the environment.
            """;

    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("", "The node");
        TITLES.put("route", "Routing calls");
        TITLES.put("admin", "Health, metrics and administration");
        TITLES.put("console", "The console");
        TITLES.put("identity", "Who may call");
        TITLES.put("control", "How changes are taken");
        TITLES.put("decisions", "The decision log");
        TITLES.put("outcomes", "Outcomes");
        TITLES.put("log", "The log");
        TITLES.put("tracing", "Traces");
        TITLES.put("stop", "The end");
    }

    private ConfigurationPage() {}

    /** The whole page. */
    static String text() {
        final Map<String, StringBuilder> sections = new LinkedHashMap<>();
        for (final Property property : Property.values()) {
            sections.computeIfAbsent(sectionOf(property), ConfigurationPage::head)
                    .append(row(property));
        }
        return HEAD + String.join("", sections.values());
    }

    private static String sectionOf(final Property property) {
        final int dot = property.path().indexOf('.');
        return dot < 0 ? "" : property.path().substring(0, dot);
    }

    private static StringBuilder head(final String section) {
        final String title = TITLES.get(section);
        if (title == null) {
            throw new IllegalStateException("section=" + section + " has no title");
        }
        return new StringBuilder("\n## ")
                .append(title)
                .append("\n\n| property | default | value | meaning | needs |\n|---|---|---|---|---|\n");
    }

    private static String row(final Property property) {
        final String value = property.defaultText().isEmpty() ? "none" : "`" + property.defaultText() + "`";
        return "| `" + property.path() + "` | " + value + " | "
                + property.form().said() + " | " + property.meaning() + " | " + property.needs() + " |\n";
    }
}
