package io.kairoute.router.table.warn;

import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableIndex;
import io.kairoute.router.table.logic.RuleFacts;
import java.time.LocalDate;

/** Checks a table, which has no mistakes, for every doubt. */
public final class TableWarnings {
    private TableWarnings() {}

    /**
     * Adds every doubt.
     *
     * @param today the day with which review dates are compared
     */
    public static void check(final TableDefinition table, final LocalDate today, final Problems problems) {
        final TableIndex index = TableIndex.of(table);
        final RuleFacts facts = RuleFacts.of(index);
        RuleWarnings.check(index, facts, problems);
        TuningWarnings.check(index, facts, problems);
        ShadowWarnings.check(table, facts, problems);
        OccasionWarnings.check(index, problems);
        MatrixWarnings.check(index, facts, problems);
        TierWarnings.check(table, problems);
        CapWarnings.check(index, facts, problems);
        OverflowWarnings.check(index, problems);
        ExperimentWarnings.check(table, problems);
        CalendarWarnings.check(table, problems);
        ReviewWarnings.check(table, today, problems);
    }
}
