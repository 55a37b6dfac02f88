package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.kairoute.gateway.document.WrongKey;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a profile attribute gets its word: from a column, as it is, through {@code values} or through {@code bands}; or from
 * {@code rules}, the first whose conditions hold.
 *
 * @param column the column
 * @param values what the column's texts mean; a text that is not listed takes {@code otherwise}, or is a bad row
 * @param bands words for ranges of the column's number, upwards
 * @param rules words for rows
 * @param otherwise the word ({@code default} in the file) where nothing else gives one; not known when absent
 */
public record AttributeMapping(
        @Nullable String column,
        @Nullable Map<String, String> values,
        @Nullable List<Band> bands,
        @Nullable List<WordRule> rules,
        @JsonProperty("default") @Nullable String otherwise) {

    /**
     * A word for all numbers that no band before it takes.
     *
     * @param below the first number beyond the band; absent in the last band, which has no end
     * @param word the word
     */
    public record Band(@Nullable BigDecimal below, String word) {
        /** Checks the parts. */
        public Band {
            Required.of("word", word);
        }
    }

    /**
     * A word for rows.
     *
     * @param word the word
     * @param when conditions by column, all of which must hold; absent for every row
     */
    public record WordRule(String word, @Nullable Map<String, CellCondition> when) {
        /** Checks the parts. */
        public WordRule {
            Required.of("word", word);
            when = when == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(when));
        }
    }

    /** Checks that the parts fit each other. */
    public AttributeMapping {
        if ((column == null) == (rules == null)) {
            throw new IllegalArgumentException("give either column or rules");
        }
        if ((rules != null && (values != null || bands != null)) || (values != null && bands != null)) {
            throw new IllegalArgumentException("give only one of values, bands and rules");
        }
        values = values == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(values));
        bands = bands == null ? null : checkBands(bands);
        rules = rules == null ? null : List.copyOf(rules);
    }

    private static List<Band> checkBands(final List<Band> bands) {
        if (bands.isEmpty()) {
            throw new WrongKey("bands", "has no band");
        }
        for (int i = 0; i < bands.size(); i++) {
            final BigDecimal below = bands.get(i).below();
            if (below == null && i < bands.size() - 1) {
                throw new WrongKey("bands", "only the last one may do without below");
            }
            final BigDecimal before = i == 0 ? null : bands.get(i - 1).below();
            if (below != null && before != null && below.compareTo(before) <= 0) {
                throw new WrongKey("bands", "must rise, but " + below + " follows " + before);
            }
        }
        return List.copyOf(bands);
    }
}
