package io.kairoute.bench.rivals;

import java.util.List;
import java.util.Locale;

/** Kinds of engine that one would embed in place of Kairoute. */
public enum RivalKind {
    /** Rules in Drools' own language. */
    DROOLS_RULES("Drools rules", List.of("drools_rules", "drools_rules_kept")),
    /** Decision tables in DMN. */
    DMN("DMN tables", List.of("kie_dmn", "camunda_dmn")),
    /** GoRules Zen. */
    ZEN("Zen", List.of("zen", "zen_64")),
    /** json-rules-engine. */
    JSON_RULES("json-rules-engine", List.of("json_rules")),
    /** A router written by hand. */
    BY_HAND("a router by hand", List.of("hash_map"));

    private final String title;
    private final List<String> engines;

    RivalKind(final String title, final List<String> engines) {
        this.title = title;
        this.engines = engines;
    }

    /** What a page calls it. */
    public String title() {
        return title;
    }

    /** Its engines, of which the fastest counts. */
    List<String> engines() {
        return engines;
    }

    /** What figures call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
