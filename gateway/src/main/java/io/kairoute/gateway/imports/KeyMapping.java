package io.kairoute.gateway.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.kairoute.gateway.document.Cells;
import io.kairoute.gateway.document.Invisible;
import io.kairoute.gateway.document.WrongKey;
import io.kairoute.router.Limits;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
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
    /** What databases write where there is nothing. */
    private static final Set<String> NOTHINGS = Set.of("NULL", "null", "(null)", "\\N", "NaN", "nan");

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
        if (countryCode != null && !PhoneNumbers.isCountryCode(countryCode)) {
            throw new WrongKey("country_code", "no country has the code " + countryCode);
        }
    }

    /**
     * The typed key of one cell; null where the cell is blank.
     *
     * @throws IllegalArgumentException when it is no such key; the message does not quote it
     */
    public @Nullable String typedKey(final String cell) {
        if (Cells.isBlank(cell)) {
            return null;
        }
        final String typed = type + ":" + (isTakenAsItIs() ? cell : normalized(cell));
        final int bytes = typed.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limits.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the key has " + bytes + " bytes with its type, " + Limits.KEY_BYTES + " at most");
        }
        return typed;
    }

    /** Whether a cell's letters were joined with their accents to one form (NFC), in which callers send them. */
    boolean isComposed(final String cell) {
        return !isTakenAsItIs() && !Normalizer.isNormalized(cell, Normalizer.Form.NFC);
    }

    private boolean isTakenAsItIs() {
        return List.of(KeyNormalization.NONE).equals(normalize);
    }

    private String normalized(final String cell) {
        String key = Cells.unwrap(cell);
        for (final KeyNormalization step : normalize == null ? List.<KeyNormalization>of() : normalize) {
            key = step.apply(key, countryCode);
        }
        check(key);
        return Normalizer.normalize(key, Normalizer.Form.NFC);
    }

    /** Refuses what a spreadsheet or a database made of a key. */
    private static void check(final String key) {
        final int invisible = Invisible.first(key);
        if (invisible >= 0) {
            throw new IllegalArgumentException(
                    "holds " + Invisible.name(key.codePointAt(invisible)) + ": callers would have to send it, too");
        }
        if (Cells.isRounded(key)) {
            throw new IllegalArgumentException(
                    "a number of a spreadsheet that lost digits: have the column written as text");
        }
        if (Cells.isDecimal(key)) {
            throw new IllegalArgumentException(
                    "a number with the decimal of a spreadsheet: have the column written as text,"
                            + " or say normalize: none if the keys are like that");
        }
        if (Cells.isError(key) || NOTHINGS.contains(key)) {
            throw new IllegalArgumentException("stands for nothing, or for an error of a spreadsheet");
        }
    }
}
