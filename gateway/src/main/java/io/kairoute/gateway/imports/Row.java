package io.kairoute.gateway.imports;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.kairoute.gateway.document.Cells;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row's cells, as texts and numbers, blanks read as the mapping says.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class Row {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}(?:\\.[0-9]{1,9})?");

    private final Path file;
    private final String[] columns;
    private final ColumnRule[] rules;
    private final boolean hasDecimalComma;
    private final String[] cells;
    private final Set<String> names;
    private final int named;

    // A number is asked for by several rules; read once a row.
    private final @Nullable BigDecimal[] numbers;
    private final boolean[] isNumberRead;

    Row(final Path file, final List<String> columns, final ColumnRule[] rules, final boolean hasDecimalComma) {
        this.file = file;
        this.columns = columns.toArray(String[]::new);
        this.rules = rules.clone();
        this.hasDecimalComma = hasDecimalComma;
        cells = new String[this.columns.length];
        names = columns.stream().filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
        named = 1 + lastNamed(this.columns);
        numbers = new BigDecimal[this.columns.length];
        isNumberRead = new boolean[this.columns.length];
    }

    /** Takes the cells of a record. */
    Row of(final CsvRecord row) throws BadCell {
        final int count = row.getFieldCount();
        if (count < named || !row.getFields().stream().skip(columns.length).allMatch(Cells::isBlank)) {
            throw new BadCell("", count + " cells where the header names " + columns.length + " columns");
        }
        for (int i = 0; i < columns.length; i++) {
            cells[i] = i < count ? row.getField(i) : "";
        }
        if (names.contains(Cells.clean(cells[named - 1]))) {
            checkIsNoHeader(row.getStartingLineNumber());
        }
        Arrays.fill(isNumberRead, false);
        return this;
    }

    // Files that were put together bring their headers along.
    private void checkIsNoHeader(final long line) throws BadCell {
        boolean isInOrder = true;
        final Set<String> met = new HashSet<>();
        for (int i = 0; i < columns.length; i++) {
            if (!columns[i].isEmpty()) {
                final String cell = Cells.clean(cells[i]);
                isInOrder &= columns[i].equals(cell);
                met.add(cell);
            }
        }
        if (isInOrder) {
            throw new BadCell("", "names the columns once more");
        }
        if (met.equals(names)) {
            throw new ImportException(file + ":" + line + ": the columns are named once more, in another order:"
                    + " import the files that were put together one by one");
        }
    }

    private static int lastNamed(final String[] columns) {
        int last = columns.length - 1;
        while (last > 0 && columns[last].isEmpty()) {
            last--;
        }
        return last;
    }

    /** A cell as it stands in the file. */
    String raw(final int column) {
        return cells[column];
    }

    /** A cell's text without blanks around it; null for one that is not known. */
    @Nullable
    String text(final int column) throws BadCell {
        final String text = Cells.clean(cells[column]);
        if (Cells.isError(text)) {
            throw bad(column, "an error of a spreadsheet, such as #N/A");
        }
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
        String text = Cells.clean(cells[column]);
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
