package io.kairoute.router.table.check;

import io.kairoute.router.table.Positions;
import io.kairoute.router.table.Problems;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import java.time.LocalDate;

/** Checks a table for every mistake that keeps it from being published, and for every doubt. */
public final class TableChecks {
    private TableChecks() {}

    /** Checks a table that did not come from a document, such as one from the canonical form. */
    public static TableReport check(final TableDefinition table, final LocalDate today) {
        final Problems problems = new Problems(Positions.NONE);
        errors(table, problems);
        warnings(table, today, problems);
        return new TableReport(problems.hasErrors() ? null : table, problems.sorted());
    }

    /** Adds every mistake. */
    static void errors(final TableDefinition table, final Problems problems) {
        final TableIndex index = new TableIndex(table);
        TextChecks.check(table, problems);
        LimitChecks.check(table, problems);
        IdChecks.check(table, problems);
        ReferenceChecks.check(index, problems);
        NumberChecks.check(table, problems);
        TreatmentChecks.check(table, problems);
        ConditionChecks.check(table, problems);
        RuleSizeChecks.check(table, problems);
        GuardrailChecks.check(table, problems);
        TierChecks.check(index, problems);
        OverflowChecks.check(table, problems);
        CalendarChecks.check(table, problems);
        ScriptChecks.check(table, problems);
        ExperimentChecks.check(table, problems);
    }

    /** Adds every doubt. */
    static void warnings(final TableDefinition table, final LocalDate today, final Problems problems) {
        final TableIndex index = new TableIndex(table);
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
        ReviewWarnings.check(table, today, problems);
    }
}
