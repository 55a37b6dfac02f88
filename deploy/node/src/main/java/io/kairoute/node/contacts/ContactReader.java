package io.kairoute.node.contacts;

import com.google.protobuf.Timestamp;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.node.contacts.IntentReader.Reading;
import io.kairoute.routing.v1.Alternative;
import io.kairoute.routing.v1.RouteRequest;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a contacts file into routing questions, one after the other.
 *
 * <p>Thread-confined: owned by whoever opened it.
 */
public final class ContactReader implements AutoCloseable {
    private static final int REMEMBERED_BAD_ROWS = 20;

    private final Path file;
    private final CsvFile csv;
    private final List<Filling> fields;
    private final Map<String, FieldMapping> labels;
    private final @Nullable TimestampReader timestamps;
    private final @Nullable CustomerJoin customers;
    private final @Nullable IntentReader intents;
    private final String textColumn;
    private final List<String> badRows = new ArrayList<>();
    private long badRowCount;
    private long index = -1;

    private ContactReader(
            final Path file, final CsvFile csv, final ContactMapping mapping, final @Nullable CustomerJoin customers) {
        this.file = file;
        this.csv = csv;
        this.customers = customers;
        fields = mapping.fields().entrySet().stream()
                .map(entry -> new Filling(QuestionField.of(entry.getKey()), entry.getValue()))
                .toList();
        labels = mapping.labels();
        timestamps = mapping.timestamp() == null ? null : new TimestampReader(mapping.timestamp());
        intents = mapping.intent() == null ? null : new IntentReader(mapping.intent());
        textColumn = mapping.intent() == null ? "" : mapping.intent().column();
    }

    /**
     * Opens a contacts file.
     *
     * @param customersFile where the mapping's customers file really is; null where the mapping says
     * @throws Refusal when a file cannot be read or does not fit the mapping
     */
    public static ContactReader open(
            final Path file, final ContactMapping mapping, final @Nullable Path customersFile) {
        final CsvFile csv = CsvFile.open(file, mapping.columns());
        try {
            return new ContactReader(file, csv, mapping, customers(file, mapping.customer(), customersFile));
        } catch (final Refusal e) {
            csv.close();
            throw e;
        }
    }

    private static @Nullable CustomerJoin customers(
            final Path contacts, final @Nullable CustomerMapping join, final @Nullable Path customers) {
        if (join == null) {
            return null;
        }
        return CustomerJoin.open(join, customers == null ? contacts.resolveSibling(join.file()) : customers);
    }

    /**
     * How many rows a file has, the titles left out.
     *
     * @throws Refusal when it cannot be read
     */
    public static long countRows(final Path file) {
        long rows = 0;
        try (CsvFile csv = CsvFile.open(file, List.of())) {
            while (csv.next()) {
                rows++;
            }
        }
        return rows;
    }

    /**
     * The next contact; null at the end. A row that makes no question is left out and remembered as bad.
     *
     * @throws Refusal when the file cannot be read on
     */
    public @Nullable Contact next() {
        while (csv.next()) {
            index++;
            try {
                if (!csv.isWhole()) {
                    throw new IllegalArgumentException(csv.shape());
                }
                return contact();
            } catch (final DateTimeException | IllegalArgumentException e) {
                badRowCount++;
                if (badRows.size() < REMEMBERED_BAD_ROWS) {
                    badRows.add(file + ":" + csv.line() + ": " + e.getMessage());
                }
            }
        }
        return null;
    }

    /** The first bad rows, each with file, line and reason. */
    public List<String> badRows() {
        return List.copyOf(badRows);
    }

    /** How many rows were bad. */
    public long badRowCount() {
        return badRowCount;
    }

    @Override
    public void close() {
        csv.close();
    }

    private Contact contact() {
        final RouteRequest.Builder request = RouteRequest.newBuilder();
        for (final Filling filling : fields) {
            filling.fill(request, csv);
        }
        labels.forEach((name, mapping) -> {
            final String text = mapping.text(csv);
            if (!text.isEmpty()) {
                request.putLabels(name, text);
            }
        });
        if (customers != null) {
            request.setCustomerKey(customers.key(index));
        }
        if (intents != null) {
            addIntents(request, intents.read(csv.field(textColumn)));
        }
        final @Nullable Instant at = timestamps == null ? null : timestamps.read(csv);
        if (at != null) {
            request.setTimestamp(
                    Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()));
        }
        return new Contact(index, csv.line(), request.build(), at);
    }

    private static void addIntents(final RouteRequest.Builder request, final List<Reading> readings) {
        for (int i = 0; i < readings.size(); i++) {
            final Reading reading = readings.get(i);
            if (i == 0) {
                request.setIntent(reading.intent()).setIntentConfidence(reading.confidence());
            } else {
                request.addAlternatives(
                        Alternative.newBuilder().setIntent(reading.intent()).setConfidence(reading.confidence()));
            }
        }
    }

    private record Filling(QuestionField field, FieldMapping mapping) {
        void fill(final RouteRequest.Builder request, final Row row) {
            try {
                field.set(request, mapping.text(row));
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException(
                        "column " + mapping.column() + ": \"" + mapping.text(row) + "\" is no number", e);
            }
        }
    }
}
