package io.kairoute.node.contacts;

import io.kairoute.ctl.outcome.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives every row of a contacts file a customer of another file.
 *
 * <p>Immutable.
 */
final class CustomerJoin {
    private final CustomerMapping mapping;
    private final List<String> numbers;

    private CustomerJoin(final CustomerMapping mapping, final List<String> numbers) {
        this.mapping = mapping;
        this.numbers = numbers;
    }

    /**
     * Reads the customers' numbers.
     *
     * @throws Refusal when the file cannot be read or holds nobody
     */
    static CustomerJoin open(final CustomerMapping mapping, final Path file) {
        final List<String> numbers = new ArrayList<>();
        try (CsvFile csv = CsvFile.open(file, List.of(mapping.keyColumn()))) {
            while (csv.next()) {
                numbers.add(csv.field(mapping.keyColumn()));
            }
        }
        if (numbers.isEmpty()) {
            throw new Refusal(file + " holds no customers; the contacts cannot be given any.");
        }
        return new CustomerJoin(mapping, List.copyOf(numbers));
    }

    /** The typed key of the customer behind a row. */
    String key(final long index) {
        final int every = mapping.unknownEvery();
        final String number = every > 0 && index % every == every - 1
                ? "unknown-" + index
                : numbers.get((int) Math.floorMod(Math.multiplyExact(index, mapping.stride()), (long) numbers.size()));
        return mapping.type() + ":" + number;
    }
}
