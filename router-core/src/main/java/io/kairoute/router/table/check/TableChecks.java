package io.kairoute.router.table.check;

import io.kairoute.router.table.PlacesInText;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.TablePath;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.warn.TableWarnings;
import java.time.LocalDate;

/** Checks a table for every mistake that keeps it from being published. */
public final class TableChecks {
    private TableChecks() {}

    /** Checks, for mistakes and for doubts, a table that did not come from a document, such as one from the canonical form. */
    public static TableReport check(final TableDefinition table, final LocalDate today) {
        final Problems problems = new Problems(PlacesInText.NONE);
        errors(table, problems);
        TableWarnings.check(table, today, problems);
        return new TableReport(problems.hasErrors() ? null : table, problems.sorted());
    }

    /** Adds every mistake. */
    static void errors(final TableDefinition table, final Problems problems) {
        final TableIndex index = TableIndex.of(table);
        TableParts.TABLE.check(TablePath.ROOT, table, new FieldChecks(index, problems));
        ConditionChecks.check(table, problems);
        RuleSizeChecks.check(table, problems);
        TierChecks.check(index, problems);
        QueueChecks.platforms(table, problems);
        OverflowChecks.check(table, problems);
        ExperimentChecks.layers(table, problems);
    }
}
