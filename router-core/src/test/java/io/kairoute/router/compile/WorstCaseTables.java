package io.kairoute.router.compile;

import io.kairoute.router.Limits;
import io.kairoute.router.key.KeyHasher;
import io.kairoute.router.snapshot.Snapshot;
import io.kairoute.router.table.LargeTable;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;

/** Compiles one worst-case table in a small virtual machine, and prints what that cost. */
public final class WorstCaseTables {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private WorstCaseTables() {}

    /** Compiles the table that is named, from its document to a snapshot. */
    public static void main(final String[] arguments) {
        final byte[] document =
                arguments[0].equals("limits") ? LargeTable.atEveryLimit().bytes() : distinctRows(Limits.RULE_VALUES);
        final long startNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        final TableReport report = TableLoader.load(document, TODAY);
        final Snapshot snapshot = new SnapshotBuilder(
                        "default",
                        new KeyHasher(new byte[KeyHasher.SECRET_BYTES]),
                        CompiledRevision.of(
                                1,
                                Objects.requireNonNull(
                                        report.table(), () -> report.problems().toString()),
                                Horizon.around(1_793_000_000_000L)))
                .build();
        final long takenNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startNs;
        System.out.printf(
                "compiled revision=%d bytes=%d cpuMs=%d%n", snapshot.revision(), document.length, takenNs / 1_000_000);
    }

    /**
     * A table whose rules ask about so many values, of two attributes, no two of which fit the same rules: nothing of
     * their rows of bits can be shared.
     */
    static byte[] distinctRows(final int valueCount) {
        final int rules = Limits.SIGNAL_RULES;
        final StringBuilder[] intents = new StringBuilder[rules];
        final StringBuilder[] products = new StringBuilder[rules];
        for (int rule = 0; rule < rules; rule++) {
            intents[rule] = new StringBuilder();
            products[rule] = new StringBuilder();
        }
        for (int value = 0; value < valueCount; value++) {
            final StringBuilder[] lists = value % 2 == 0 ? intents : products;
            final int number = value / 2;
            final int first = number % rules;
            final int second = (first + 1 + number / rules) % rules;
            lists[first].append(lists[first].isEmpty() ? "" : ",").append('v').append(number);
            lists[second].append(lists[second].isEmpty() ? "" : ",").append('v').append(number);
        }
        final StringBuilder text = new StringBuilder(new LargeTable().toString()).append("signals:\n");
        for (int rule = 0; rule < rules; rule++) {
            text.append("  - {id: w" + rule + ", when: {intent: [" + intents[rule] + "], product: [" + products[rule]
                    + "]}, occasion: o0}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
