package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column that tells which account a customer belongs to.
 *
 * @param column the column
 * @param type what kind of key it is; {@code acct} when absent
 * @param normalize as for any key
 * @param finds whose profile the account key finds; {@code first} when absent
 */
public record AccountMapping(
        String column,
        @Nullable String type,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<KeyNormalization> normalize,

        @Nullable Finds finds) {

    /** Whose profile an account key finds. */
    public enum Finds {
        /** That of the account's first customer in the file. */
        @JsonProperty("first")
        FIRST,
        /** Nobody's; the key is only noted in its customers' profiles. */
        @JsonProperty("none")
        NONE
    }

    /** Checks the parts. */
    public AccountMapping {
        Required.of("column", column);
        type = type == null ? "acct" : type;
        finds = finds == null ? Finds.FIRST : finds;
    }

    KeyMapping key() {
        return new KeyMapping(column, Required.of("type", type), normalize, null);
    }
}
