package io.kairoute.router.table.check;

import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.warn.TableWarnings;
import io.kairoute.router.table.yaml.TableReader;
import java.nio.file.Path;
import java.time.LocalDate;

/** Turns a YAML document into a table that can be published, or into everything that is wrong with it. */
public final class TableLoader {
    private TableLoader() {}

    /**
     * Reads and checks a file.
     *
     * @param today the day with which review dates are compared
     */
    public static TableReport load(final Path file, final LocalDate today) {
        return check(TableReader.read(file), today, false);
    }

    /**
     * Reads and checks a document.
     *
     * @param today the day with which review dates are compared
     */
    public static TableReport load(final byte[] yaml, final LocalDate today) {
        return check(TableReader.read(yaml), today, false);
    }

    /**
     * Reads and checks a document that was published before. What only later versions forbid is a warning in it, so that a
     * revision stays what it was when it was accepted.
     *
     * @param today the day with which review dates are compared
     */
    public static TableReport reopen(final byte[] yaml, final LocalDate today) {
        return check(TableReader.read(yaml), today, true);
    }

    /** Doubts are left for later where the document could not be read whole: they would be about the wrong table. */
    private static TableReport check(
            final TableReader.Reading reading, final LocalDate today, final boolean isAccepted) {
        if (reading.table() == null) {
            return reading.report();
        }
        final Problems problems = new Problems(reading.positions(), reading.problems(), isAccepted);
        TableChecks.errors(reading.table(), problems);
        if (!reading.problems().hasErrors()) {
            TableWarnings.check(reading.table(), today, problems);
        }
        final boolean isUsable = !reading.problems().hasErrors() && !problems.hasErrors();
        return new TableReport(isUsable ? reading.table() : null, problems.sorted());
    }
}
