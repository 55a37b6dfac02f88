package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A column that tells how long somebody has been a customer.
 *
 * @param column the column
 * @param unit what it counts; months when absent
 */
public record TenureMapping(String column, @Nullable Unit unit) {
    /** What a tenure is counted in. */
    public enum Unit {
        /** Days. */
        @JsonProperty("days")
        DAYS(12, 365),
        /** Months. */
        @JsonProperty("months")
        MONTHS(1, 1),
        /** Years. */
        @JsonProperty("years")
        YEARS(12, 1);

        private final BigDecimal months;
        private final BigDecimal per;

        Unit(final int months, final int per) {
            this.months = BigDecimal.valueOf(months);
            this.per = BigDecimal.valueOf(per);
        }

        /** So many units in whole months, rounded down. */
        BigDecimal toMonths(final BigDecimal units) {
            return units.multiply(months).divide(per, 0, RoundingMode.FLOOR);
        }
    }

    /** Checks the parts. */
    public TenureMapping {
        Required.of("column", column);
        unit = unit == null ? Unit.MONTHS : unit;
    }
}
