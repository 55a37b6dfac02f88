package io.kairoute.node.table;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.router.table.Places;
import io.kairoute.router.table.Problem;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.TableReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists everything that is wrong or doubtful in a table. */
@Command(
        name = "check",
        description = NodeCommand.Description.TABLE_CHECK,
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute table check deploy/examples/telecom/table.yaml",
            "  kairoute table check deploy/examples/telecom/table.yaml --platform sip",
            "",
            "Exit code 1 when there are errors; warnings alone leave it at 0."
        })
public final class TableCheckCommand implements Callable<Integer> {
    private static final String SIP = "sip";

    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The table, a YAML file.")
    private @Nullable Path file;

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            description =
                    "Also warn of each queue that has no name on this platform, such as sip: calls to it go elsewhere there.")
    private @Nullable String platform;

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
            throw new Refusal(ExitCode.USAGE, "The table's file is needed.");
        }
        final TableReport report = Tables.check(file);
        final List<Problem> problems = new ArrayList<>(report.problems());
        problems.addAll(nameless(report.table()));
        int errors = 0;
        for (final Problem problem : problems) {
            final boolean isError = problem.severity() == Problem.Severity.ERROR;
            errors += isError ? 1 : 0;
            final String line = problem.toLine(file.toString());
            screen.say(isError ? screen.bad(line) : screen.doubtful(line));
        }
        final int warnings = problems.size() - errors;
        screen.say(verdict(report.table(), errors, warnings));
        return errors == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** The queues that the platform cannot reach. */
    private List<Problem> nameless(final @Nullable TableDefinition table) {
        if (platform == null || table == null) {
            return List.of();
        }
        return Places.queues(table).stream()
                .filter(each -> !isReached(each.part().refs().getOrDefault(platform, "")))
                .map(each -> new Problem(
                        Problem.Severity.WARNING,
                        "QUEUE_WITHOUT_REF",
                        each.path().key("refs").toString(),
                        "The queue has no name on the platform " + platform + ", or none that it takes.",
                        "Add refs: {" + platform + ": ...}.",
                        null))
                .toList();
    }

    /** Whether a reference leads anywhere: SIP proxies take addresses only. */
    private boolean isReached(final String ref) {
        return !ref.isEmpty() && (!SIP.equals(platform) || ref.startsWith("sip:") || ref.startsWith("sips:"));
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
