package io.kairoute.gateway.imports;

import io.kairoute.gateway.imports.ImportMapping.Duplicates;
import io.kairoute.router.key.SegmentKey;
import io.kairoute.router.segment.ProfileFlyweight;
import io.kairoute.router.store.SegmentSetWriter;
import java.util.Objects;

/**
 * The second pass: puts every customer under every key.
 *
 * <p>Thread-confined: owned by the importing thread.
 */
final class LoadPass {
    private final SegmentSetWriter writer;
    private final boolean lastWins;
    private final String keyColumn;
    private final ImportTally tally = new ImportTally();

    private long customers;
    private long replaced;
    private long sharedKeys;

    LoadPass(final SegmentSetWriter writer, final ImportMapping mapping) {
        this.writer = writer;
        lastWins = mapping.duplicates() == Duplicates.LAST;
        keyColumn = mapping.key().column();
    }

    /** Loads every row; a row that the first pass found bad is passed over, one whose key is there twice is reported. */
    void load(final CustomerRows rows, final Rejects rejects) {
        while (rows.next()) {
            try {
                load(rows.customer(), rows.line(), rejects);
            } catch (final BadCell known) {
                // The first pass reported it.
            }
        }
    }

    private void load(final Customer customer, final long line, final Rejects rejects) {
        if (!writer.add(customer.key(), customer.profile())) {
            if (!lastWins) {
                rejects.add(line, new BadCell(keyColumn, "an earlier row has the same key"));
                return;
            }
            final ProfileFlyweight former = writer.put(customer.key(), customer.profile());
            tally.count(Objects.requireNonNull(former), -1);
            replaced++;
            customers--;
        }
        customers++;
        tally.count(customer.profile(), 1);
        for (final SegmentKey other : customer.otherKeys()) {
            sharedKeys += writer.add(other, customer.profile()) ? 0 : 1;
        }
    }

    long customers() {
        return customers;
    }

    long replaced() {
        return replaced;
    }

    long sharedKeys() {
        return sharedKeys;
    }

    ImportTally tally() {
        return tally;
    }
}
