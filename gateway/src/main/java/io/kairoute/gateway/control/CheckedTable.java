package io.kairoute.gateway.control;

import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import io.kairoute.router.table.check.TableLoader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A document that was read and checked, and compiled where it can be. Immutable.
 *
 * @param compiled its number means nothing until {@link #numbered}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record CheckedTable(byte[] document, CompiledRevision compiled, int warnings) {
    /** The reason why a table with errors is refused. */
    static final String ERRORS = "TABLE_ERRORS";

    /** The reason why a table with warnings is refused. */
    static final String WARNINGS = "TABLE_WARNINGS";

    private static final int NAMED_PROBLEMS = 3;

    /** Reads and checks a document, beside the control thread. */
    static TableReport report(final byte[] document, final long nowMs) {
        return TableLoader.load(document, today(nowMs));
    }

    /** Reads and checks the document of a revision: what was forbidden since it was published is a warning. */
    static TableReport reopened(final byte[] document, final long nowMs) {
        return TableLoader.reopen(document, today(nowMs));
    }

    private static LocalDate today(final long nowMs) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
    }

    /** Checks and compiles a document; refuses one with errors and, unless they are accepted, with warnings. */
    static CheckedTable of(final byte[] document, final boolean acceptWarnings, final long nowMs) {
        return of(document, report(document, nowMs), acceptWarnings, nowMs);
    }

    /** Compiles the document of a revision, as it was accepted when it was published. */
    static CheckedTable ofRevision(final byte[] document, final long nowMs) {
        return of(document, reopened(document, nowMs), true, nowMs);
    }

    private static CheckedTable of(
            final byte[] document, final TableReport report, final boolean acceptWarnings, final long nowMs) {
        final TableDefinition table = report.table();
        final List<Problem> errors = report.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        if (table == null) {
            throw ControlRefusal.field("document", ERRORS, sentence("error", errors));
        }
        if (!report.problems().isEmpty() && !acceptWarnings) {
            throw ControlRefusal.precondition(
                    WARNINGS, sentence("warning", report.problems()) + " Mend them, or publish with accept_warnings.");
        }
        return new CheckedTable(
                document,
                CompiledRevision.of(0, table, Horizon.around(nowMs)),
                report.problems().size());
    }

    /** The same as a revision of this number. */
    CompiledRevision numbered(final long number) {
        return new CompiledRevision(number, compiled.definition(), compiled.table());
    }

    private static String sentence(final String what, final List<Problem> problems) {
        final StringBuilder sentence = new StringBuilder("The table has ")
                .append(problems.size())
                .append(' ')
                .append(what)
                .append(problems.size() == 1 ? ":" : "s:");
        problems.stream().limit(NAMED_PROBLEMS).forEach(problem -> sentence.append(' ')
                .append(problem.toLine("table")));
        return sentence.toString();
    }
}
