package io.kairoute.gateway.document;

import java.util.Set;
import java.util.regex.Pattern;

/** What the cells of a CSV file mean where a spreadsheet wrote them. */
public final class Cells {
    private static final Set<String> ERRORS = Set.of(
            "#N/A", "#NV", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#BEZUG!",
            "#WERT!", "#ZAHL!");
    private static final Pattern OVERFLOW = Pattern.compile("#{3,}");
    private static final Pattern EXPONENT =
            Pattern.compile("[+-]?[0-9](?:[.,][0-9]+)?[eE][+-][0-9]{1,3}|[+-]?[0-9][.,][0-9]+[eE][0-9]{1,3}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+[.,]0");
    private static final int FORMULA_ENDS = 3;

    private Cells() {}

    /** The cell as it looks: without the formula of a text ({@code ="00123"}), invisible marks, and blanks around it. */
    public static String clean(final String cell) {
        return Invisible.plain(unwrap(cell));
    }

    /** The cell without the formula that keeps a spreadsheet from taking a text for a number ({@code ="00123"}). */
    public static String unwrap(final String cell) {
        final String text = Invisible.strip(cell);
        return text.startsWith("=\"") && text.endsWith("\"") && text.length() >= FORMULA_ENDS
                ? text.substring(2, text.length() - 1).replace("\"\"", "\"")
                : cell;
    }

    /** Whether a cell has nothing to see. */
    public static boolean isBlank(final String cell) {
        return Invisible.isBlank(unwrap(cell));
    }

    /** Whether a cell is an error that a spreadsheet shows, such as {@code #N/A}. */
    public static boolean isError(final String cell) {
        return cell.startsWith("#")
                && (ERRORS.contains(cell) || OVERFLOW.matcher(cell).matches());
    }

    /** Whether a cell is a number that lost digits, such as {@code 1.23E+09}. */
    public static boolean isRounded(final String cell) {
        return EXPONENT.matcher(cell).matches();
    }

    /** Whether a cell is a whole number that was written with a decimal, such as {@code 4711.0}. */
    public static boolean isDecimal(final String cell) {
        return DECIMAL.matcher(cell).matches();
    }
}
