package io.kairoute.gateway.control.tuning;

import io.kairoute.router.table.Quote;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One cell of a matrix: a plain value, several between {@code |}, or JSON where neither can say it.
 *
 * <p>What begins with a bracket, a brace or a quote is JSON; a text that begins so stands in quotes.
 */
final class MatrixCell {
    private static final String BETWEEN = "|";
    private static final String STARTS_JSON = "[{\"";
    private static final String CURLY_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b";

    private MatrixCell() {}

    /** A rule's value as a cell. */
    static String text(final String column, final Object value) {
        return SpreadsheetText.guarded(plainText(column, value));
    }

    /**
     * A cell as YAML on one line.
     *
     * @throws IllegalArgumentException where it can be no value of its column; the message says what to type
     */
    static String value(final String column, final String cell) {
        final String typed = SpreadsheetText.unguarded(cell);
        if (STARTS_JSON.indexOf(typed.charAt(0)) >= 0) {
            return json(column, typed);
        }
        if (MatrixColumns.isJson(column)) {
            throw new IllegalArgumentException(Quote.of(typed) + " is no JSON, which this column takes; type it as "
                    + MatrixColumns.example(column));
        }
        if (MatrixColumns.isList(column)) {
            return List.of(typed.split("\\|", -1)).stream()
                    .map(one -> FlowText.quoted(one.strip()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        // A plain number is one; anything else is a text, which the table's reader then judges.
        return MatrixColumns.isNumber(column) && typed.matches("[-+]?[0-9.]{1,20}[a-z%]{0,2}")
                ? typed
                : FlowText.quoted(typed);
    }

    private static String json(final String column, final String typed) {
        if (typed.indexOf('"') < 0 && typed.chars().anyMatch(c -> CURLY_QUOTES.indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "the quotes are curly, as a spreadsheet makes them of itself; type straight ones");
        }
        try {
            return FlowText.of(FlowText.read(typed));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    Quote.of(typed) + " begins like JSON and is none (" + e.getMessage() + "); "
                            + (MatrixColumns.isJson(column)
                                    ? "type it as " + MatrixColumns.example(column)
                                    : "put a text that begins so into quotes: " + FlowText.quoted(typed)),
                    e);
        }
    }

    private static String plainText(final String column, final Object value) {
        if (value instanceof List<?> list && MatrixColumns.isList(column)) {
            final List<String> values = list.stream().map(String::valueOf).toList();
            final boolean isPlain = values.stream().allMatch(one -> isPlain(one) && !one.contains(BETWEEN));
            return isPlain ? String.join(BETWEEN, values) : FlowText.of(value);
        }
        if (value instanceof Map || value instanceof List) {
            return FlowText.of(value);
        }
        final String text = String.valueOf(value);
        return isPlain(text) ? text : FlowText.quoted(text);
    }

    // Read back as it is, without quotes of its own.
    private static boolean isPlain(final String text) {
        return !text.isEmpty() && text.equals(text.strip()) && STARTS_JSON.indexOf(text.charAt(0)) < 0;
    }
}
