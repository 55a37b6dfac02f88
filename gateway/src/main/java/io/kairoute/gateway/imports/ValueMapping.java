package io.kairoute.gateway.imports;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A column that tells what a customer is worth, in whole units of the currency.
 *
 * @param column the column
 * @param factor makes it a year's worth, 12 for a monthly amount; 1 when absent
 */
public record ValueMapping(String column, @Nullable BigDecimal factor) {
    /** Checks the parts. */
    public ValueMapping {
        Required.of("column", column);
        factor = factor == null ? BigDecimal.ONE : factor;
    }
}
