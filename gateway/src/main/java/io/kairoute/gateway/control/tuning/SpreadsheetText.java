package io.kairoute.gateway.control.tuning;

import java.util.regex.Pattern;

/**
 * Cells that a spreadsheet leaves as they are: one that it would take for a formula, as {@code -10s}, is led by an apostrophe.
 *
 * <p>A spreadsheet shows the apostrophe and saves it again, so that the cell comes back as it was written. Whoever types
 * {@code -10s} without it means the same.
 */
final class SpreadsheetText {
    private static final char GUARD = '\'';
    private static final String STARTS_FORMULA = "=+-@\t\r";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private SpreadsheetText() {}

    /** The cell as it goes into a spreadsheet. */
    static String guarded(final String cell) {
        return isFormula(cell) && !NUMBER.matcher(cell).matches() ? GUARD + cell : cell;
    }

    /** The cell as it came out of one. */
    static String unguarded(final String cell) {
        return !cell.isEmpty() && cell.charAt(0) == GUARD && isFormula(cell) ? cell.substring(1) : cell;
    }

    // Behind apostrophes, too: a value that begins with one gets another, and gives that back.
    private static boolean isFormula(final String cell) {
        int from = 0;
        while (from < cell.length() && cell.charAt(from) == GUARD) {
            from++;
        }
        return from < cell.length() && STARTS_FORMULA.indexOf(cell.charAt(from)) >= 0;
    }
}
