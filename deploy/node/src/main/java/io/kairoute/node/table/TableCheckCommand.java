package io.kairoute.node.table;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists everything that is wrong or doubtful in a table. */
@Command(
        name = "check",
        description = NodeCommand.Description.TABLE_CHECK,
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute table check deploy/examples/telecom/table.yaml",
            "",
            "Exit code 1 when there are errors; warnings alone leave it at 0."
        })
public final class TableCheckCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The table, a YAML file.")
    private @Nullable Path file;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new TableCheckCommand(screen));
    }

    TableCheckCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new Refusal("The table's file is needed.");
        }
        final TableReport report = Tables.check(file);
        int errors = 0;
        for (final Problem problem : report.problems()) {
            final boolean isError = problem.severity() == Problem.Severity.ERROR;
            errors += isError ? 1 : 0;
            final String line = problem.toLine(file.toString());
            screen.out().println(isError ? screen.bad(line) : screen.doubtful(line));
        }
        final int warnings = report.problems().size() - errors;
        screen.out().println(verdict(report.table(), errors, warnings));
        return errors == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private String verdict(final @Nullable TableDefinition table, final int errors, final int warnings) {
        final String counts = count(errors, "error") + ", " + count(warnings, "warning");
        if (table == null) {
            return screen.bold(file + ": " + counts + "; it cannot be served.");
        }
        return screen.bold(file + ": " + counts + "; ")
                + count(table.occasions().size(), "occasion") + ", "
                + count(table.signals().size(), "signal rule") + ", "
                + count(table.tiers().size(), "tier") + ", "
                + count(table.tuning().size(), "tuning rule") + ", "
                + count(table.queues().size(), "queue") + ".";
    }

    private static String count(final int count, final String of) {
        return count + " " + of + (count == 1 ? "" : "s");
    }
}
