package io.kairoute.gateway.control.tuning;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.router.table.yaml.TableWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table's tuning rules as CSV, and reads them back into a table.
 *
 * <p>A column for each key that some rule has, always in the same order, so that the same rules give the same bytes. Values of a
 * list stand between {@code |}; what is no plain value or list, as {@code labels} or a ladder, is written as JSON. Reading goes
 * through the very reader of tables, with a line for each rule, and tells line and column of what is wrong.
 */
public final class TuningMatrix {
    private static final String LINE_END = "\n";
    private static final String BETWEEN = "|";
    private static final int MOST_ERRORS = 5;

    private TuningMatrix() {}

    /** Something in a matrix that cannot be; the message names line and column. */
    public static final class BadMatrix extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadMatrix(final String message) {
            super(message);
        }
    }

    /** A table's tuning rules as CSV. */
    public static String write(final TableDefinition table) {
        final List<Map<String, String>> rules = rules(table);
        final Set<String> used =
                rules.stream().flatMap(rule -> rule.keySet().stream()).collect(Collectors.toSet());
        final List<String> columns = MatrixColumns.ALL.stream()
                .filter(column -> column.equals(MatrixColumns.ID) || used.contains(column))
                .toList();
        final StringBuilder csv = new StringBuilder(String.join(",", columns)).append(LINE_END);
        for (final Map<String, String> rule : rules) {
            csv.append(columns.stream()
                            .map(column -> cell(rule.getOrDefault(column, "")))
                            .collect(Collectors.joining(",")))
                    .append(LINE_END);
        }
        return csv.toString();
    }

    /**
     * A table with other tuning rules.
     *
     * @throws BadMatrix when the rules cannot be read, or are not right in this table
     */
    public static TableDefinition replace(final TableDefinition table, final String csv, final LocalDate today) {
        final List<Long> lines = new ArrayList<>();
        final StringBuilder document = new StringBuilder(withoutTuning(table));
        final int before = (int) document.chars().filter(c -> c == '\n').count() + 1;
        document.append("tuning:\n");
        try {
            append(csv, document, lines);
        } catch (final CsvParseException | UncheckedIOException e) {
            throw new BadMatrix("The CSV cannot be read: " + e.getMessage() + ".");
        }
        final byte[] bytes =
                (lines.isEmpty() ? withoutTuning(table) : document.toString()).getBytes(StandardCharsets.UTF_8);
        final TableReport report = TableLoader.load(bytes, today);
        final TableDefinition made = report.table();
        if (made == null) {
            throw new BadMatrix(report.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .limit(MOST_ERRORS)
                    .map(problem -> sentence(problem, before, lines))
                    .collect(Collectors.joining(" ")));
        }
        return made;
    }

    /** How many rules a matrix holds that was taken before. */
    public static int count(final String csv) {
        return Math.max(0, (int) records(csv).stream().count() - 1);
    }

    private static CsvReader<CsvRecord> records(final String csv) {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(csv);
    }

    private static void append(final String csv, final StringBuilder document, final List<Long> lines) {
        List<String> columns = null;
        for (final CsvRecord record : records(csv)) {
            if (columns == null) {
                columns = columns(record);
            } else if (record.getFieldCount() != columns.size()) {
                throw bad(
                        record,
                        "",
                        record.getFieldCount() + " cells where the first line names " + columns.size() + " columns");
            } else {
                document.append("  - ").append(rule(columns, record)).append('\n');
                lines.add(record.getStartingLineNumber());
            }
        }
        if (columns == null) {
            throw new BadMatrix("The CSV is empty; its first line must name the columns.");
        }
    }

    private static List<String> columns(final CsvRecord record) {
        final List<String> columns = record.getFields();
        final Set<String> seen = new HashSet<>();
        for (final String column : columns) {
            if (!MatrixColumns.ALL.contains(column)) {
                throw bad(record, column, "there is no such column");
            }
            if (!seen.add(column)) {
                throw bad(record, column, "the column stands twice");
            }
        }
        if (!seen.contains(MatrixColumns.ID)) {
            throw bad(record, MatrixColumns.ID, "the column is missing");
        }
        return columns;
    }

    private static String rule(final List<String> columns, final CsvRecord record) {
        final Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        String id = "";
        for (int i = 0; i < columns.size(); i++) {
            final String column = columns.get(i);
            final String cell = record.getField(i).strip();
            if (column.equals(MatrixColumns.ID)) {
                id = cell;
            } else if (!cell.isEmpty()) {
                parts.computeIfAbsent(MatrixColumns.part(column), part -> new LinkedHashMap<>())
                        .put(MatrixColumns.key(column), value(record, column, cell));
            }
        }
        return "{id: " + FlowText.quoted(id)
                + parts.entrySet().stream()
                        .map(part -> ", " + part.getKey() + ": "
                                + part.getValue().entrySet().stream()
                                        .map(value -> value.getKey() + ": " + value.getValue())
                                        .collect(Collectors.joining(", ", "{", "}")))
                        .collect(Collectors.joining())
                + "}";
    }

    private static String value(final CsvRecord record, final String column, final String cell) {
        if ("[{\"".indexOf(cell.charAt(0)) >= 0) {
            try {
                return FlowText.of(FlowText.read(cell));
            } catch (final IllegalArgumentException e) {
                throw bad(record, column, "it begins like JSON and is none: " + e.getMessage());
            }
        }
        if (MatrixColumns.isList(column)) {
            return List.of(cell.split("\\|", -1)).stream()
                    .map(one -> FlowText.quoted(one.strip()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        // A plain number is one; anything else is a text, which the table's reader then judges.
        return MatrixColumns.isNumber(column) && cell.matches("[-+]?[0-9.]{1,20}[a-z%]{0,2}")
                ? cell
                : FlowText.quoted(cell);
    }

    // Each rule's keys by column.
    private static List<Map<String, String>> rules(final TableDefinition table) {
        final List<Map<String, String>> rules = new ArrayList<>();
        final Object document = FlowText.read(new String(TableWriter.write(table), StandardCharsets.UTF_8));
        if (!(document instanceof Map<?, ?> map) || !(map.get("tuning") instanceof List<?> tuning)) {
            return rules;
        }
        for (final Object rule : tuning) {
            final Map<String, String> cells = new LinkedHashMap<>();
            ((Map<?, ?>) rule).forEach((key, value) -> {
                if (value instanceof Map<?, ?> part) {
                    part.forEach((name, one) -> cells.put(key + "." + name, text(key + "." + name, one)));
                } else {
                    cells.put(String.valueOf(key), String.valueOf(value));
                }
            });
            rules.add(cells);
        }
        return rules;
    }

    private static String text(final String column, final Object value) {
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
        return !text.isEmpty() && text.equals(text.strip()) && "[{\"".indexOf(text.charAt(0)) < 0;
    }

    private static String withoutTuning(final TableDefinition table) {
        final StringBuilder kept = new StringBuilder();
        boolean isTuning = false;
        for (final String line : new String(TableWriter.write(table), StandardCharsets.UTF_8).split("\n", -1)) {
            isTuning = line.startsWith("tuning:")
                    || (isTuning && !line.isEmpty() && (line.startsWith(" ") || line.startsWith("-")));
            if (!isTuning) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static String sentence(final Problem problem, final int before, final List<Long> lines) {
        final Problem.@Nullable Position position = problem.position();
        final int rule = position == null ? -1 : position.line() - before - 1;
        if (rule < 0 || rule >= lines.size()) {
            return problem.toLine("table");
        }
        final int at = problem.path().indexOf("].");
        return "line " + lines.get(rule)
                + (at < 0 ? "" : ", column " + column(problem.path().substring(at + 2))) + ": " + problem.reason()
                + " " + problem.remedy();
    }

    private static String column(final String path) {
        final String plain = path.replaceAll("\\[.*", "");
        return MatrixColumns.ALL.stream()
                .filter(column -> plain.equals(column) || plain.startsWith(column + "."))
                .findFirst()
                .orElse(plain);
    }

    private static BadMatrix bad(final CsvRecord record, final String column, final String why) {
        return new BadMatrix("line " + record.getStartingLineNumber() + (column.isEmpty() ? "" : ", column " + column)
                + ": " + why + ".");
    }

    private static String cell(final String value) {
        return value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
