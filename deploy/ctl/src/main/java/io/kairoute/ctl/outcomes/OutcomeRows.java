package io.kairoute.ctl.outcomes;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.util.Timestamps;
import io.kairoute.control.v1.Outcome;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes outcomes of the rows of a CSV file: each column is a field of an outcome, by its name or by the one that it is given.
 *
 * <p>Immutable.
 */
final class OutcomeRows {
    /** What a decoder puts in place of bytes that are not UTF-8. */
    private static final char NO_UTF_8 = '\uFFFD';

    private static final String MEASURES = "measures.";
    /** More than any outcome has that is taken; so that no row makes a call of many too large. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final List<Column> columns;
    private final int width;
    private final String source;

    /**
     * One column.
     *
     * @param heading how the file calls it
     * @param field the field that it fills
     * @param measure the measure that it is; empty for another field
     */
    private record Column(int index, String heading, FieldDescriptor field, String measure) {}

    /** Thrown where a row makes no outcome; says nothing of what is in it. */
    static final class BadRow extends Exception {
        private static final long serialVersionUID = 1L;

        private BadRow(final String sentence) {
            super(sentence, null, false, false);
        }

        /** A cell is not what its field needs. */
        static BadRow of(final Column column, final String needed) {
            return new BadRow("column " + column.heading() + " needs " + needed + ".");
        }
    }

    private OutcomeRows(final List<Column> columns, final int width, final String source) {
        this.columns = List.copyOf(columns);
        this.width = width;
        this.source = source;
    }

    /**
     * Reads a file's headings.
     *
     * @param called what fields are called in the file, where not by their own names
     * @param source which system tells, where no column says it
     */
    static OutcomeRows of(
            final List<String> headings, final Map<String, String> called, final String source, final boolean ignores) {
        final List<String> plain = headings.stream().map(String::strip).toList();
        called.forEach((name, heading) -> needColumn(name, heading, plain));
        final List<Column> columns = new ArrayList<>();
        final List<String> unknown = new ArrayList<>();
        final Set<String> filled = new HashSet<>();
        for (int i = 0; i < plain.size(); i++) {
            final List<String> names = names(plain.get(i), called);
            if (names.isEmpty()) {
                unknown.add(plain.get(i));
            }
            for (final String name : names) {
                if (!filled.add(name)) {
                    throw usage("Two columns fill " + name + "; leave one out.");
                }
                columns.add(new Column(
                        i,
                        plain.get(i),
                        Objects.requireNonNull(field(name)),
                        name.startsWith(MEASURES) ? name.substring(MEASURES.length()) : ""));
            }
        }
        if (!ignores && !unknown.isEmpty()) {
            throw usage("No field of an outcome is called " + String.join(", ", unknown)
                    + "; say --column FIELD=HEADING, or --ignore-other-columns. Fields: " + names() + ".");
        }
        needWhatEveryOutcomeNeeds(filled, source);
        return new OutcomeRows(columns, plain.size(), source);
    }

    /** The fields that a column fills: those that are said to be called so, or the one of its name. */
    private static List<String> names(final String heading, final Map<String, String> called) {
        if (called.containsValue(heading)) {
            return called.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(heading))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }
        return called.containsKey(heading) || field(heading) == null ? List.of() : List.of(heading);
    }

    private static void needWhatEveryOutcomeNeeds(final Set<String> filled, final String source) {
        final Set<String> known = new HashSet<>(filled);
        if (!source.isEmpty()) {
            known.add("source");
        }
        for (final String needed : List.of("source", "version", "observed_time")) {
            if (!known.contains(needed)) {
                throw usage("The file has no column " + needed + ", which every outcome needs; say "
                        + (needed.equals("source") ? "--source NAME, or " : "") + "--column " + needed + "=HEADING.");
            }
        }
        if (!known.contains("decision_id") && !known.contains("contact_id") && !known.contains("customer_key")) {
            throw usage("The file does not say of whom: it needs decision_id, contact_id or customer_key.");
        }
    }

    private static Refusal usage(final String sentence) {
        return new Refusal(ExitCode.USAGE, sentence);
    }

    private static void needColumn(final String name, final String heading, final List<String> headings) {
        if (field(name) == null) {
            throw usage("--column: an outcome has no field " + name + "; there are " + names() + ".");
        }
        if (!headings.contains(heading)) {
            throw usage("--column " + name + "=" + heading + ": the file has no such column.");
        }
    }

    private static @Nullable FieldDescriptor field(final String name) {
        if (name.startsWith(MEASURES)) {
            return Outcome.getDescriptor().findFieldByNumber(Outcome.MEASURES_FIELD_NUMBER);
        }
        final FieldDescriptor field = Outcome.getDescriptor().findFieldByName(name);
        return field == null || field.isRepeated() ? null : field;
    }

    private static String names() {
        return Outcome.getDescriptor().getFields().stream()
                .map(FieldDescriptor::getName)
                .filter(name -> field(name) != null)
                .collect(Collectors.joining(", ", "", ", " + MEASURES + "NAME"));
    }

    /** The outcome of a row; a cell that is empty or not there says nothing. */
    Outcome of(final List<String> cells) throws BadRow {
        if (cells.size() > width) {
            throw new BadRow("the row has more cells than the first one; text that holds a comma needs quotes.");
        }
        if (cells.stream().anyMatch(cell -> cell.indexOf(NO_UTF_8) >= 0)) {
            throw new BadRow("the row is not in UTF-8; save the file as CSV UTF-8.");
        }
        final Outcome.Builder outcome = Outcome.newBuilder().setSource(source);
        for (final Column column : columns) {
            final String cell =
                    column.index() < cells.size() ? cells.get(column.index()).strip() : "";
            if (cell.isEmpty()) {
                continue;
            }
            if (column.measure().isEmpty()) {
                outcome.setField(column.field(), value(column, cell));
            } else {
                outcome.putMeasures(column.measure(), number(column, cell));
            }
        }
        final Outcome row = outcome.build();
        if (row.getSerializedSize() > MOST_BYTES) {
            throw new BadRow("the row holds more than an outcome can.");
        }
        return row;
    }

    private static Object value(final Column column, final String cell) throws BadRow {
        return switch (column.field().getJavaType()) {
            case INT -> {
                final long value = whole(column, cell);
                if (value != (int) value) {
                    throw BadRow.of(column, "a smaller number");
                }
                yield (int) value;
            }
            // A version may be the time of the last change.
            case LONG ->
                column.field().getNumber() == Outcome.VERSION_FIELD_NUMBER
                                && !WHOLE.matcher(cell).matches()
                        ? timeMs(column, cell)
                        : whole(column, cell);
            case DOUBLE -> number(column, cell);
            case BOOLEAN -> truth(column, cell);
            case MESSAGE -> Timestamps.fromMillis(timeMs(column, cell));
            default -> cell;
        };
    }

    private static long whole(final Column column, final String cell) throws BadRow {
        if (!WHOLE.matcher(cell).matches()) {
            throw BadRow.of(column, "a whole number");
        }
        return Long.parseLong(cell);
    }

    private static double number(final Column column, final String cell) throws BadRow {
        try {
            return Double.parseDouble(cell);
        } catch (final NumberFormatException e) {
            throw BadRow.of(column, "a number, with a point");
        }
    }

    private static boolean truth(final Column column, final String cell) throws BadRow {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw BadRow.of(column, "true or false");
        };
    }

    // Milliseconds since 1970 are what most systems have beside a written time.
    private static long timeMs(final Column column, final String cell) throws BadRow {
        if (WHOLE.matcher(cell).matches()) {
            return Math.min(Long.parseLong(cell), 253_402_300_799_999L);
        }
        try {
            return Timestamps.toMillis(Timestamps.parse(cell));
        } catch (final ParseException e) {
            throw BadRow.of(column, "a time with its zone, as 2026-11-21T18:00:00Z");
        }
    }
}
