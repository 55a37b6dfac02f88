package io.kairoute.gateway.control.tuning;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kairoute.router.table.NearestName;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a matrix as rules in YAML, a line for each, with what is wrong in them.
 *
 * <p>Rows without content and columns without a title are left out, as spreadsheets save some. A cell that is wrong stands as
 * {@code null}, so that the reader of tables still looks at the rest of its rule.
 *
 * <p>Thread-confined: owned by one reading.
 */
final class MatrixRows {
    private static final String WRONG = "null";
    private static final int LETTERS = 26;

    private final MatrixFaults faults;
    private final List<String> rules = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private List<String> columns = List.of();

    private MatrixRows(final MatrixFaults faults) {
        this.faults = faults;
    }

    /**
     * Reads a matrix.
     *
     * @throws TuningMatrix.BadMatrix when it is no CSV, or its first line does not name columns
     */
    static MatrixRows read(final String csv, final MatrixFaults faults) {
        final MatrixRows rows = new MatrixRows(faults);
        try {
            rows.readAll(csv);
        } catch (final CsvParseException | UncheckedIOException e) {
            throw new TuningMatrix.BadMatrix("The CSV cannot be read: " + e.getMessage() + ".");
        }
        return rows;
    }

    /** How many rules there are in a matrix that was taken before. */
    static int count(final String csv) {
        return Math.max(
                0,
                (int) records(csv).stream().filter(record -> !isBlank(record)).count() - 1);
    }

    /** The rules, each in one line. */
    List<String> rules() {
        return rules;
    }

    /** The line of the file that each rule is on. */
    List<Long> lines() {
        return lines;
    }

    private void readAll(final String csv) {
        boolean isTitled = false;
        for (final CsvRecord record : records(csv)) {
            if (isBlank(record)) {
                continue;
            }
            if (isTitled) {
                readRule(record);
            } else {
                readTitles(record);
                isTitled = true;
            }
        }
        if (!isTitled) {
            throw new TuningMatrix.BadMatrix("The CSV is empty; its first line must name the columns.");
        }
    }

    private static CsvReader<CsvRecord> records(final String csv) {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(csv);
    }

    private static boolean isBlank(final CsvRecord record) {
        return record.getFields().stream().allMatch(String::isBlank);
    }

    // Under titles that are wrong no cell can be judged.
    private void readTitles(final CsvRecord record) {
        columns = record.getFields().stream().map(String::strip).toList();
        final long line = record.getStartingLineNumber();
        final Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            final String column = columns.get(i);
            final @Nullable Integer before = column.isEmpty() ? null : seen.putIfAbsent(column, i);
            if (before != null) {
                faults.add(
                        line,
                        column,
                        "the column is given twice, as " + letters(before) + " and " + letters(i)
                                + "; take one of them away.");
            } else if (!column.isEmpty() && !MatrixColumns.ALL.contains(column)) {
                faults.add(line, column, "there is no such column" + NearestName.hint(column, MatrixColumns.ALL));
            }
        }
        if (!seen.containsKey(MatrixColumns.ID)) {
            faults.add(line, MatrixColumns.ID, "the column is missing; a rule is known by its id.");
        }
        if (!faults.isEmpty()) {
            throw faults.told();
        }
    }

    private void readRule(final CsvRecord record) {
        final long line = record.getStartingLineNumber();
        if (record.getFieldCount() != columns.size()) {
            faults.add(
                    line,
                    "",
                    record.getFieldCount() < columns.size()
                            ? "the row has " + record.getFieldCount() + " of the " + columns.size()
                                    + " cells that the first line names."
                            : "the row has " + record.getFieldCount() + " cells, and the first line names "
                                    + columns.size() + "; put a cell with a comma into quotes.");
            return;
        }
        final Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        String id = "";
        for (int i = 0; i < columns.size(); i++) {
            final String column = columns.get(i);
            final String cell = record.getField(i).strip();
            if (column.equals(MatrixColumns.ID)) {
                id = SpreadsheetText.unguarded(cell);
            } else if (!cell.isEmpty() && column.isEmpty()) {
                faults.add(line, letters(i), "the cell has content, and its column has no title.");
            } else if (!cell.isEmpty()) {
                parts.computeIfAbsent(MatrixColumns.part(column), part -> new LinkedHashMap<>())
                        .put(MatrixColumns.key(column), value(line, column, cell));
            }
        }
        rules.add(rule(id, parts));
        lines.add(line);
    }

    private String value(final long line, final String column, final String cell) {
        try {
            return MatrixCell.value(column, cell);
        } catch (final IllegalArgumentException e) {
            faults.add(line, column, e.getMessage() + ".");
            return WRONG;
        }
    }

    private static String rule(final String id, final Map<String, Map<String, String>> parts) {
        return "{id: " + FlowText.quoted(id)
                + parts.entrySet().stream()
                        .map(part -> ", " + part.getKey() + ": "
                                + part.getValue().entrySet().stream()
                                        .map(value -> value.getKey() + ": " + value.getValue())
                                        .collect(Collectors.joining(", ", "{", "}")))
                        .collect(Collectors.joining())
                + "}";
    }

    // As a spreadsheet calls a column: A to Z, AA, AB.
    private static String letters(final int index) {
        final String last = String.valueOf((char) ('A' + index % LETTERS));
        return index < LETTERS ? last : letters(index / LETTERS - 1) + last;
    }
}
