package io.kairoute.gateway.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.kairoute.router.store.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reports bad rows in a CSV file: line, column, reason, and nothing of what the row says.
 *
 * <p>The file is made at the first bad row; one from an earlier import is removed. Thread-confined: owned by the importing
 * thread.
 */
final class Rejects implements AutoCloseable {
    /** Rows that are listed; the rest is counted. */
    static final long MOST_LISTED = 100_000;

    private static final String HEADER = "line,column,reason";

    private final Path file;
    private @Nullable CsvWriter writer;
    private long count;

    Rejects(final Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                checkIsRejects();
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw unwritable(e);
        }
    }

    void add(final long line, final BadCell bad) {
        count++;
        if (count <= MOST_LISTED) {
            write(String.valueOf(line), bad.column(), bad.reason());
        } else if (count == MOST_LISTED + 1) {
            write("", "", "more bad rows follow that are not listed");
        }
    }

    long count() {
        return count;
    }

    /** The file; null when no row was bad. */
    @Nullable
    Path written() {
        return count == 0 ? null : file;
    }

    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (final IOException e) {
                throw unwritable(e);
            }
        }
    }

    // Whoever names a wrong file here should not lose it.
    private void checkIsRejects() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] start = in.readNBytes(HEADER.length());
            if (!new String(start, StandardCharsets.ISO_8859_1).equals(HEADER)) {
                throw new ImportException(file + " exists and is no rejects file: name another for the rejects");
            }
        }
    }

    private void write(final String... cells) {
        try {
            if (writer == null) {
                final Path own = Files.createFile(file, OwnerOnly.file(file));
                writer = CsvWriter.builder().build(own);
                writer.writeRecord(HEADER.split(",", -1));
            }
            writer.writeRecord(cells);
        } catch (final IOException | UncheckedIOException e) {
            throw unwritable(e);
        }
    }

    private ImportException unwritable(final Exception e) {
        return new ImportException(file + ": the rejects file cannot be written: " + e.getMessage(), e);
    }
}
