package io.kairoute.node.contacts;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.gateway.document.Cells;
import io.kairoute.gateway.document.DocumentFault;
import io.kairoute.gateway.document.Invisible;
import io.kairoute.gateway.document.SheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comma-separated file with a title row, read one row after the other.
 *
 * <p>Thread-confined: owned by whoever opened it.
 */
final class CsvFile implements Row, AutoCloseable {
    private static final int MAX_ROW_CHARACTERS = 1 << 20;

    private final Path file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private List<String> titles = List.of();
    private int lastTitle;
    private @Nullable CsvRecord row;

    private CsvFile(final Path file, final SheetText text) {
        this.file = file;
        reader = CsvReader.builder()
                .fieldSeparator(text.delimiter())
                .maxBufferSize(MAX_ROW_CHARACTERS)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text.reader());
        records = reader.iterator();
    }

    /**
     * Opens a file that must have some columns.
     *
     * @throws Refusal when it cannot be read or lacks one
     */
    static CsvFile open(final Path file, final Collection<String> needed) {
        final SheetText text;
        try {
            text = SheetText.open(file, StandardCharsets.UTF_8, ',');
        } catch (final DocumentFault e) {
            throw new Refusal(e.sentence(file.toString()) + ".", e);
        } catch (final NoSuchFileException e) {
            throw Refusal.noFile(file, e);
        } catch (final IOException e) {
            throw new Refusal(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        final CsvFile csv = new CsvFile(file, text);
        try {
            if (text.hasDelimiterLine()) {
                csv.move();
            }
            csv.readTitles(needed);
            return csv;
        } catch (final RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    private void readTitles(final Collection<String> needed) {
        if (!next() || row == null) {
            throw new Refusal(file + " is empty; its first line must name the columns.");
        }
        titles = row.getFields().stream().map(Cells::clean).toList();
        for (int i = 0; i < titles.size(); i++) {
            if (!titles.get(i).isEmpty() && columns.put(titles.get(i), i) != null) {
                throw new Refusal(file + ":" + line() + ": column " + titles.get(i) + " stands there twice.");
            }
        }
        for (final String column : needed) {
            if (!columns.containsKey(Invisible.plain(column))) {
                throw new Refusal(file + ":" + line() + ": column " + column + " is missing; there are "
                        + columns.keySet() + ".");
            }
        }
        lastTitle = Collections.max(columns.values());
    }

    /**
     * Moves to the next row that holds something.
     *
     * @return false at the end of the file
     * @throws Refusal when what follows is no row
     */
    boolean next() {
        while (move()) {
            if (row != null && !row.getFields().stream().allMatch(Cells::isBlank)) {
                return true;
            }
        }
        return false;
    }

    private boolean move() {
        try {
            row = records.hasNext() ? records.next() : null;
            return row != null;
        } catch (final CsvParseException | UncheckedIOException e) {
            final @Nullable Throwable cause = e.getCause();
            throw new Refusal(
                    file + ":" + (line() + 1) + ": the row cannot be read: "
                            + (cause == null || cause.getMessage() == null ? e.getMessage() : cause.getMessage())
                            + (String.valueOf(e.getMessage()).endsWith(".") ? "" : "."),
                    e);
        }
    }

    /** The line on which the row starts, from 1. */
    long line() {
        return row == null ? 0 : row.getStartingLineNumber();
    }

    /** Whether the row has a field for each title, and none beyond that holds something. */
    boolean isWhole() {
        return row != null
                && row.getFieldCount() > lastTitle
                && row.getFields().stream().skip(titles.size()).allMatch(Cells::isBlank);
    }

    /** How many fields the row has, and should have, for a message. */
    String shape() {
        return (row == null ? 0 : row.getFieldCount()) + " fields where the titles are " + titles.size();
    }

    @Override
    public String field(final String column) {
        final @Nullable Integer index = columns.get(Invisible.plain(column));
        return row == null || index == null || index >= row.getFieldCount() ? "" : Cells.clean(row.getField(index));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (final IOException e) {
            throw new Refusal(file + " cannot be closed: " + e.getMessage() + ".", e);
        }
    }
}
