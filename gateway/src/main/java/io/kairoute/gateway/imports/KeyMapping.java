package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.kairoute.router.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column that holds keys by which customers are found.
 *
 * @param column the column
 * @param type what kind of key it is, put before it: {@code crm} makes {@code crm:7590-VHVEG}
 * @param normalize applied one after the other; trims when absent
 * @param countryCode digits put before national phone numbers, for {@code e164}
 */
public record KeyMapping(
        String column,
        String type,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<KeyNormalization> normalize,

        @Nullable String countryCode) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern COUNTRY = Pattern.compile("[1-9][0-9]{0,2}");

    /** Checks the parts. */
    public KeyMapping {
        Required.of("column", column);
        Required.of("type", type);
        if (!TYPE.matcher(type).matches()) {
            throw new WrongKey("type", "must be lower-case letters, digits and hyphens, such as crm");
        }
        normalize = normalize == null ? List.of(KeyNormalization.TRIM) : List.copyOf(normalize);
        if (countryCode != null && !COUNTRY.matcher(countryCode).matches()) {
            throw new WrongKey("country_code", "must be one to three digits, such as 61");
        }
    }

    /**
     * The typed key of one cell; null where the cell is blank.
     *
     * @throws IllegalArgumentException when it is no such key; the message does not quote it
     */
    public @Nullable String typedKey(final String cell) {
        if (cell.isBlank()) {
            return null;
        }
        String key = cell;
        for (final KeyNormalization step : normalize == null ? List.<KeyNormalization>of() : normalize) {
            key = step.apply(key, countryCode);
        }
        final String typed = type + ":" + key;
        final int bytes = typed.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limits.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + bytes + " bytes with its type, " + Limits.KEY_BYTES + " at most");
        }
        return typed;
    }
}
