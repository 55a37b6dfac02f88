package io.kairoute.gateway.imports;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows that it fits into a tier; of several rules the first one counts.
 *
 * @param tier the tier's id, as tables name it
 * @param when conditions by column, all of which must hold; absent for every row, in the last rule only
 */
public record TierRule(String tier, @Nullable Map<String, CellCondition> when) {
    /** Checks the parts. */
    public TierRule {
        Required.of("tier", tier);
        when = when == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(when));
    }
}
