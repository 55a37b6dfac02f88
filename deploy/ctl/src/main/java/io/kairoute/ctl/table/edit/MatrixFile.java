package io.kairoute.ctl.table.edit;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.kairoute.ctl.outcome.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tuning rules as a file of a spreadsheet: the rules as the node has them, and what the file was exported from. Immutable.
 *
 * <p>The mark is the title of a last column, which is empty but for that. A spreadsheet sorts, filters and inserts rows under the
 * titles and leaves them alone, so that the mark stays; a line of its own before the titles would be sorted in between.
 *
 * @param csv the rules, between commas, without the mark
 * @param seen what the mark says; null where there is none
 */
public record MatrixFile(String csv, @Nullable Seen seen) {
    private static final String SEPARATORS = ",;\t";

    /**
     * Reads a file.
     *
     * @throws Refusal when it cannot be read, or its mark is damaged
     */
    public static MatrixFile read(final Path file) {
        return of(file.toString(), TableFile.text(file));
    }

    /** Takes the mark off. */
    public static MatrixFile of(final String name, final String text) {
        final String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        final List<List<String>> rows = rows(name, plain);
        if (rows.isEmpty()) {
            return new MatrixFile("", null);
        }
        final List<String> titles = rows.get(0);
        int marked = 0;
        while (marked < titles.size() && !Seen.isMark(titles.get(marked))) {
            marked++;
        }
        if (marked == titles.size()) {
            return new MatrixFile(csv(rows), null);
        }
        final Seen seen = Seen.parse(name, titles.get(marked));
        for (final List<String> row : rows) {
            if (row.size() > marked) {
                row.remove(marked);
            }
        }
        return new MatrixFile(csv(rows), seen);
    }

    /** The rules with their mark. */
    public static String marked(final Seen seen, final String csv) {
        final List<List<String>> rows = rows("the answer", csv);
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).add(i == 0 ? seen.mark() : "");
        }
        return csv(rows);
    }

    /** Every line's cells, in the file's order; empty lines too, so that the node counts lines as the file's reader does. */
    static List<List<String>> rows(final String name, final String csv) {
        final List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator(csv))
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(csv)) {
            reader.forEach(record -> rows.add(new ArrayList<>(record.getFields())));
        } catch (final IOException | UncheckedIOException | CsvParseException e) {
            throw new Refusal(name + " cannot be read as CSV: " + e.getMessage() + ".", e);
        }
        return rows;
    }

    // A spreadsheet of a country with decimal commas puts semicolons between.
    private static char separator(final String csv) {
        final String titles = csv.lines().findFirst().orElse("");
        char most = ',';
        for (int i = 0; i < SEPARATORS.length(); i++) {
            final char one = SEPARATORS.charAt(i);
            if (count(titles, one) > count(titles, most)) {
                most = one;
            }
        }
        return most;
    }

    private static long count(final String text, final char of) {
        return text.chars().filter(c -> c == of).count();
    }

    private static String csv(final List<List<String>> rows) {
        final StringWriter out = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
            rows.forEach(row -> writer.writeRecord(row));
        } catch (final IOException e) {
            throw new IllegalStateException("a text in memory takes every write", e);
        }
        return out.toString();
    }
}
