package io.kairoute.gateway.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kairoute.gateway.document.Cells;
import io.kairoute.gateway.document.DocumentFault;
import io.kairoute.gateway.document.SheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a customers file row by row, refusing what is no CSV.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class CsvRows implements AutoCloseable {
    /** The longest row, in characters; a quote that is never closed ends here rather than at the end of the file. */
    static final int MOST_ROW_CHARACTERS = 64 * 1024;

    private static final int MOST_COLUMNS = 4_096;

    private final Path file;
    private final SheetText text;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> columns;

    private @Nullable CsvRecord row;
    private long emptyCount;

    private CsvRows(final Path file, final SheetText text) {
        this.file = file;
        this.text = text;
        reader = CsvReader.builder()
                .fieldSeparator(text.delimiter())
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(MOST_ROW_CHARACTERS)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MOST_COLUMNS)
                                .maxFieldSize(MOST_ROW_CHARACTERS)
                                .maxRecordSize(MOST_ROW_CHARACTERS)
                                .build(),
                        text.reader());
        records = reader.iterator();
        columns = readColumns();
    }

    /** Opens a file and reads the names of its columns. */
    static CsvRows open(final Path file, final CsvFormat format) {
        final SheetText text;
        try {
            text = SheetText.open(
                    file,
                    Charset.forName(Objects.requireNonNull(format.charset())),
                    Objects.requireNonNull(format.delimiter()).charAt(0));
        } catch (final DocumentFault e) {
            throw new ImportException(e.sentence(file.toString()), e);
        } catch (final NoSuchFileException e) {
            throw new ImportException(file + ": there is no such customers file", e);
        } catch (final IOException e) {
            throw new ImportException(file + ": the customers file cannot be read: " + e.getMessage(), e);
        }
        try {
            return new CsvRows(file, text);
        } catch (final RuntimeException e) {
            try {
                text.close();
            } catch (final IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** What stands between cells. */
    char delimiter() {
        return text.delimiter();
    }

    /** The names of the columns as they look, in file order; empty for one without a name. */
    List<String> columns() {
        return columns;
    }

    /** Moves to the next row that holds something; false at the end of the file. */
    boolean next() {
        while (move()) {
            if (!row().getFields().stream().allMatch(Cells::isBlank)) {
                return true;
            }
            emptyCount++;
        }
        return false;
    }

    /** Rows of blank cells that were passed over. */
    long emptyCount() {
        return emptyCount;
    }

    /** The row that {@link #next} moved to. */
    CsvRecord row() {
        return Objects.requireNonNull(row, "no row was moved to");
    }

    /** The line on which the row starts, from 1. */
    long line() {
        return row().getStartingLineNumber();
    }

    /** Bytes of the file that were read so far. */
    long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (final IOException e) {
            throw new ImportException(file + ": the customers file cannot be closed: " + e.getMessage(), e);
        }
    }

    private boolean move() {
        try {
            row = records.hasNext() ? records.next() : null;
        } catch (final CsvParseException | UncheckedIOException e) {
            throw refusal(e);
        }
        return row != null;
    }

    private List<String> readColumns() {
        if (text.hasDelimiterLine()) {
            move();
        }
        if (!next()) {
            throw new ImportException(file + " is empty: its first line must name the columns");
        }
        final List<String> names = row().getFields().stream().map(Cells::clean).toList();
        final Set<String> seen = new HashSet<>();
        for (final String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw new ImportException(file + ":" + line() + ": the column " + name + " is there twice");
            }
        }
        emptyCount = 0;
        return names;
    }

    private long lineAfterRow() {
        if (row == null) {
            return 1;
        }
        return row.getStartingLineNumber()
                + 1
                + row.getFields().stream()
                        .flatMapToInt(String::chars)
                        .filter(c -> c == '\n')
                        .count();
    }

    // Fast CSV's own messages tell cells and limits in its words; what helps a person is the line and the kind.
    private ImportException refusal(final RuntimeException e) {
        final long nextLine = lineAfterRow();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DocumentFault fault) {
                return new ImportException(fault.sentence(file.toString()), e);
            }
            if (cause instanceof IOException) {
                return new ImportException(file + ": the customers file cannot be read: " + cause.getMessage(), e);
            }
            final String message = String.valueOf(cause.getMessage());
            if (message.contains("closing quote")) {
                return new ImportException(
                        file + ":" + nextLine + ": wrong quoting in the row that starts here, text follows a closing"
                                + " quote: double every quote inside a quoted cell",
                        e);
            }
            if (message.contains("Unclosed quoted field")) {
                return new ImportException(
                        file + ":" + nextLine + ": wrong quoting in the row that starts here, a quote is never closed",
                        e);
            }
            if (message.contains("exceed") || message.contains("surpassed") || message.contains("buffer")) {
                return new ImportException(
                        file + ":" + nextLine + ": the row that starts here is longer than " + MOST_ROW_CHARACTERS
                                + " characters: is a quote missing?",
                        e);
            }
        }
        return new ImportException(file + ":" + nextLine + ": the row that starts here cannot be read", e);
    }
}
