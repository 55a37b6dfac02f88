package io.kairoute.node.contacts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one text of a question comes from.
 *
 * @param column the column that is read; exactly one of this and {@code value} is given
 * @param value a text that is the same for every row
 * @param values what the column's words mean; empty takes them as they are, a word that is not listed leaves the text out
 * @param prefix put before what was found, such as {@code crm:} before a customer number
 */
public record FieldMapping(
        @JsonProperty("column") @Nullable String column,
        @JsonProperty("value") @Nullable String value,
        @JsonProperty("values") Map<String, String> values,
        @JsonProperty("prefix") String prefix) {

    /** Checks that the text has exactly one origin. */
    public FieldMapping {
        if ((column == null) == (value == null)) {
            throw new IllegalArgumentException("give exactly one of column and value");
        }
        values = values == null ? Map.of() : Map.copyOf(values);
        prefix = prefix == null ? "" : prefix;
        if (value != null && !values.isEmpty()) {
            throw new IllegalArgumentException("values translates a column; a fixed value needs none");
        }
    }

    /** The text of one row; empty for none. */
    public String text(final Row row) {
        final String raw =
                column == null ? String.valueOf(value) : row.field(column).strip();
        final String meant = values.isEmpty() ? raw : values.getOrDefault(raw, "");
        return meant.isEmpty() ? "" : prefix + meant;
    }
}
