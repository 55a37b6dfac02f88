package io.kairoute.gateway.imports;

import io.kairoute.gateway.imports.ImportProgress.Phase;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.segment.ProfileAttribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One pass over a customers file, a customer for every row.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class CustomerRows implements AutoCloseable {
    private static final int TOLD_EVERY_ROWS = 1_000;

    private final SourceFile file;
    private final CsvRows csv;
    private final Row row;
    private final CustomerReader reader;
    private final Customer customer;
    private final Phase phase;
    private final ImportProgress progress;

    private long count;

    CustomerRows(
            final SourceFile file,
            final ImportMapping mapping,
            final Instant sourceTime,
            final KeyHasher hasher,
            final Phase phase,
            final ImportProgress progress) {
        this.file = file;
        this.phase = phase;
        this.progress = progress;
        final CsvFormat format = Objects.requireNonNull(mapping.csv());
        csv = CsvRows.open(file.path(), format);
        try {
            final Columns columns = new Columns(csv.columns(), csv.delimiter());
            reader = new CustomerReader(mapping, columns::indexOf);
            customer = new Customer(mapping, columns::indexOf, hasher, reader, sourceTime.toEpochMilli());
            final ColumnRule[] rules = columns.rules(Objects.requireNonNull(mapping.columns()));
            columns.check(file.path());
            row = new Row(file.path(), csv.columns(), rules, ",".equals(format.decimal()));
        } catch (final RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    /** Moves to the next row; false at the end of the file. */
    boolean next() {
        if (!csv.next()) {
            progress.at(phase, file.bytes(), file.bytes());
            return false;
        }
        if (count++ % TOLD_EVERY_ROWS == 0) {
            progress.at(phase, csv.bytesRead(), file.bytes());
        }
        return true;
    }

    /** The row's customer; the same object every time. */
    Customer customer() throws BadCell {
        customer.read(row.of(csv.row()));
        return customer;
    }

    /** The line on which the row starts. */
    long line() {
        return csv.line();
    }

    /** Rows so far. */
    long count() {
        return count;
    }

    /** Rows so far that hold nothing. */
    long emptyCount() {
        return csv.emptyCount();
    }

    /** Keys so far whose letters were joined with their accents to one form. */
    long composedKeys() {
        return customer.composedKeys();
    }

    /** The words of the customers so far. */
    Map<ProfileAttribute, List<String>> words() {
        return reader.words();
    }

    @Override
    public void close() {
        csv.close();
    }
}
