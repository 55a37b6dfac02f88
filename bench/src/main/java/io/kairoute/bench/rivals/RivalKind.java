package io.kairoute.bench.rivals;

import java.util.List;
import java.util.Locale;

/** Kinds of engine that one would embed in place of Kairoute. */
public enum RivalKind {
    /** Rules in Drools' own language. */
    DROOLS_RULES,
    /** Decision tables in DMN. */
    DMN,
    /** GoRules Zen. */
    ZEN,
    /** json-rules-engine. */
    JSON_RULES,
    /** A router written by hand. */
    BY_HAND;

    /** Its engines, of which the fastest counts. */
    List<String> engines() {
        return switch (this) {
            case DROOLS_RULES -> List.of("drools_rules", "drools_rules_kept");
            case DMN -> List.of("kie_dmn", "camunda_dmn");
            case ZEN -> List.of("zen", "zen_64");
            case JSON_RULES -> List.of("json_rules");
            case BY_HAND -> List.of("hash_map");
        };
    }

    /** What figures call it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
