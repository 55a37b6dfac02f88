package io.kairoute.gateway.control.tuning;

import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import io.kairoute.router.table.yaml.TableWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
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
 * through the very reader of tables, with a line for each rule, and tells line and column of everything that is wrong.
 */
public final class TuningMatrix {
    private static final String LINE_END = "\n";

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
        final MatrixFaults faults = new MatrixFaults();
        final MatrixRows rows = MatrixRows.read(csv, faults);
        final String rest = withoutTuning(table);
        final TableReport report =
                TableLoader.load(document(rest, rows.rules()).getBytes(StandardCharsets.UTF_8), today);
        final int before = (int) rest.chars().filter(c -> c == '\n').count() + 1;
        report.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .forEach(problem -> add(faults, problem, before, rows.lines()));
        final TableDefinition made = report.table();
        if (made == null || !faults.isEmpty()) {
            throw faults.told();
        }
        return made;
    }

    private static String document(final String rest, final List<String> rules) {
        return rules.isEmpty()
                ? rest
                : rest + "tuning:\n"
                        + rules.stream().map(rule -> "  - " + rule + "\n").collect(Collectors.joining());
    }

    /** How many rules a matrix holds that was taken before. */
    public static int count(final String csv) {
        return MatrixRows.count(csv);
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
                    part.forEach((name, one) -> cells.put(key + "." + name, MatrixCell.text(key + "." + name, one)));
                } else {
                    cells.put(String.valueOf(key), SpreadsheetText.guarded(String.valueOf(value)));
                }
            });
            rules.add(cells);
        }
        return rules;
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

    private static void add(
            final MatrixFaults faults, final Problem problem, final int before, final List<Long> lines) {
        final Problem.@Nullable Position position = problem.position();
        final int rule = position == null ? -1 : position.line() - before - 1;
        if (rule < 0 || rule >= lines.size()) {
            faults.addOutside(problem);
        } else {
            final int at = problem.path().indexOf("].");
            faults.add(lines.get(rule), at < 0 ? "" : column(problem.path().substring(at + 2)), problem);
        }
    }

    private static String column(final String path) {
        final String plain = path.replaceAll("\\[.*", "");
        return MatrixColumns.ALL.stream()
                .filter(column -> plain.equals(column) || plain.startsWith(column + "."))
                .findFirst()
                .orElse(plain);
    }

    private static String cell(final String value) {
        return value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0
                ? value
                : "\"" + value.replace("\"", "\"\"") + "\"";
    }
}
