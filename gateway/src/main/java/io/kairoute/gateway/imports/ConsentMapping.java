package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns tell what a customer consents to. What no column tells counts as given.
 *
 * @param personalization whether the profile may be used to personalize
 * @param marketing whether marketing offers may be made
 */
public record ConsentMapping(
        @Nullable ConsentColumn personalization, @Nullable ConsentColumn marketing) {

    /** What holds where nothing is said. */
    static final ConsentMapping DEFAULT = new ConsentMapping(null, null);

    /** A customer's answer. */
    public enum Answer {
        /** Yes. */
        @JsonProperty("given")
        GIVEN,
        /** No. */
        @JsonProperty("withheld")
        WITHHELD
    }

    /**
     * One consent's column. A text that {@code values} does not list is a bad row, and so is a blank cell, unless the
     * mapping says what it means.
     *
     * @param column the column
     * @param values what its texts mean
     * @param blank what a blank cell means
     */
    public record ConsentColumn(
            String column,
            Map<String, Answer> values,
            @Nullable Answer blank) {
        /** Checks the parts. */
        public ConsentColumn {
            Required.of("column", column);
            values = Map.copyOf(Required.of("values", values));
        }
    }
}
