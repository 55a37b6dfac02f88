package io.kairoute.gateway.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row's cells, as texts and numbers, blanks read as the mapping says.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class Row {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}(?:\\.[0-9]{1,9})?");

    private final String[] columns;
    private final ColumnRule[] rules;
    private final boolean hasDecimalComma;
    private final String[] cells;

    // A number is asked for by several rules; read once a row.
    private final @Nullable BigDecimal[] numbers;
    private final boolean[] isNumberRead;

    Row(final List<String> columns, final ColumnRule[] rules, final boolean hasDecimalComma) {
        this.columns = columns.toArray(String[]::new);
        this.rules = rules.clone();
        this.hasDecimalComma = hasDecimalComma;
        cells = new String[this.columns.length];
        numbers = new BigDecimal[this.columns.length];
        isNumberRead = new boolean[this.columns.length];
    }

    /** Takes the cells of a record. */
    Row of(final CsvRecord row) throws BadCell {
        if (row.getFieldCount() != columns.length) {
            throw new BadCell("", row.getFieldCount() + " cells where the header names " + columns.length + " columns");
        }
        for (int i = 0; i < columns.length; i++) {
            cells[i] = row.getField(i);
        }
        Arrays.fill(isNumberRead, false);
        return this;
    }

    /** A cell as it stands in the file. */
    String raw(final int column) {
        return cells[column];
    }

    /** A cell's text without blanks around it; null for one that is not known. */
    @Nullable
    String text(final int column) throws BadCell {
        final String text = cells[column].strip();
        if (!text.isEmpty()) {
            return text;
        }
        if (rules[column].rejectsBlankText()) {
            throw bad(column, "blank");
        }
        return rules[column].standIn();
    }

    /** A cell's number; null for one that is not known. */
    @Nullable
    BigDecimal number(final int column) throws BadCell {
        if (!isNumberRead[column]) {
            numbers[column] = readNumber(column);
            isNumberRead[column] = true;
        }
        return numbers[column];
    }

    /** What is wrong with a cell. */
    BadCell bad(final int column, final String reason) {
        return new BadCell(columns[column], reason);
    }

    private @Nullable BigDecimal readNumber(final int column) throws BadCell {
        String text = cells[column].strip();
        if (text.isEmpty()) {
            if (rules[column].rejectsBlankNumber()) {
                throw bad(column, "blank where a number is needed");
            }
            final String standIn = rules[column].standIn();
            if (standIn == null) {
                return null;
            }
            text = standIn;
        }
        final String plain = hasDecimalComma ? text.replace(',', '.') : text;
        if (!NUMBER.matcher(plain).matches() || (hasDecimalComma && text.indexOf('.') >= 0)) {
            throw bad(column, "not a number");
        }
        return new BigDecimal(plain);
    }
}
