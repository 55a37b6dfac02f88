package io.kairoute.gateway.imports;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds a risk to the rows that it fits; every rule that fits counts.
 *
 * @param risk the risk, as tables name it
 * @param when conditions by column, all of which must hold
 */
public record RiskRule(String risk, Map<String, CellCondition> when) {
    /** Checks the parts. */
    public RiskRule {
        Required.of("risk", risk);
        when = Collections.unmodifiableMap(new LinkedHashMap<>(Required.of("when", when)));
        if (when.isEmpty()) {
            throw new IllegalArgumentException("a risk without conditions would be everybody's");
        }
    }
}
