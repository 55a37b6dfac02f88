package io.kairoute.ctl.table;

import io.kairoute.control.v1.DiffTablesResponse;
import io.kairoute.control.v1.GetPublicationRequest;
import io.kairoute.control.v1.GetPublicationResponse;
import io.kairoute.control.v1.ListRevisionsRequest;
import io.kairoute.control.v1.ListRevisionsResponse;
import io.kairoute.control.v1.Revision;
import io.kairoute.control.v1.ValidateTableResponse;
import io.kairoute.ctl.connection.NodeRefusal;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.table.edit.TableFile;
import io.kairoute.ctl.table.edit.TableLines;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.HowMany;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with tables, in files and on a running node. */
@Command(
        name = "table",
        addMethodSubcommands = false,
        description = "What can be done with tables, in files and on a running node.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table export --out table.yaml",
            "  kairoute table publish table.yaml --reason \"longer hours\" --dry-run",
            "  kairoute table publish table.yaml --reason \"longer hours\"",
            "  kairoute table list",
            "  kairoute table diff revision:3 current",
            "  kairoute table rollback 3 --reason \"too many transfers\"",
            "  kairoute table try draft:spring --intent no_internet",
            "",
            "An exported file says in its first line what it is; publish and draft save send that along,",
            "so that nobody replaces what they did not see."
        })
public final class TableCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final NodePart part, final Wanted wanted) {
        return new Group(new TableCommand(screen))
                .methods("list")
                .command("export", () -> new CommandLine(new TableExportCommand(screen)))
                .command("check", () -> part.command(NodeCommand.TABLE_CHECK, screen))
                .methods("validate", "diff")
                .command("try", () -> new CommandLine(new TableTryCommand(screen)))
                .command("simulate", () -> new CommandLine(new TableSimulateCommand(screen, part.offline())))
                .command("publish", () -> new CommandLine(new TablePublishCommand(screen)))
                .command("rollback", () -> new CommandLine(new TableRollbackCommand(screen)))
                .command("draft", () -> TableDraftCommand.of(screen, wanted.below()))
                .command("matrix", () -> new CommandLine(new TableMatrixCommand(screen)))
                .command("convert", () -> part.command(NodeCommand.TABLE_CONVERT, screen))
                .command("schema", () -> part.command(NodeCommand.TABLE_SCHEMA, screen))
                .line(wanted);
    }

    TableCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "list", description = "Lists revisions, the newest first.")
    int list(
            @Mixin final ServerOptions server,
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "20",
                            converter = HowMany.class,
                            description = "How many, 1 to 1000. Default: ${DEFAULT-VALUE}.")
                    final int count,
            @Option(
                            names = "--before",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Only revisions before this one, for the next page.")
                    final long before,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final ListRevisionsResponse revisions =
                    node.call(tables -> tables.listRevisions(ListRevisionsRequest.newBuilder()
                            .setTenant(node.tenant())
                            .setPageSize(count)
                            .setBeforeRevision(before)
                            .build()));
            output.show(screen, revisions, () -> {
                show(output, revisions);
                screen.say(publication(node));
            });
            return ExitCode.DONE;
        }
    }

    private void show(final OutputOptions output, final ListRevisionsResponse revisions) {
        final TextTable table = output.table(screen)
                .column("REVISION", Side.RIGHT)
                .column("PUBLISHED", Side.LEFT)
                .column("BY", Side.LEFT)
                .column("STATE", Side.LEFT)
                .column("DRAFT", Side.LEFT)
                .column("REASON", Side.LEFT);
        revisions
                .getRevisionsList()
                .forEach(one -> table.row(
                        String.valueOf(one.getRevision()),
                        Times.text(one.getPublishTime()),
                        one.getPublishedBy(),
                        state(one),
                        one.getDraft(),
                        one.getReason() + (one.getRollbackOf() == 0 ? "" : " (back to " + one.getRollbackOf() + ")")));
        table.print();
        if (revisions.getNextBeforeRevision() > 0) {
            screen.say(screen.faint("  Older ones: kairoute table list --before " + revisions.getNextBeforeRevision()));
        }
    }

    @Command(name = "diff", description = "Tells what two tables do differently.")
    int diff(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "FROM", description = TableChoice.FORMS) final String from,
            @Parameters(paramLabel = "TO", description = "A YAML file, or " + TableChoice.FORMS) final String to,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final DiffTablesResponse diff = difference(node, from, to);
            output.show(screen, diff, () -> TableLines.answering(screen).print(diff));
            return ExitCode.DONE;
        }
    }

    private DiffTablesResponse difference(final TableNode node, final String from, final String to) {
        try {
            return TableChoice.isName(to)
                    ? node.diff(from, to)
                    : node.diffDocument(from, TableFile.read(Path.of(to)).document());
        } catch (final Refusal refused) {
            throw NodeRefusal.reason(refused).equals("TABLE_ERRORS") ? broken(node, refused, from, to) : refused;
        }
    }

    // Which of the two cannot be read, the node says by the name of a field, which nobody typed.
    private Refusal broken(final TableNode node, final Refusal refused, final String from, final String to) {
        for (final String table : List.of(from, to)) {
            final ValidateTableResponse found = problems(node, table);
            if (found.getErrors() > 0) {
                TableLines.beside(screen).print(table, found);
                return new Refusal(ExitCode.FAILED, "They cannot be compared: " + table + " has errors.", refused);
            }
        }
        return refused;
    }

    private static ValidateTableResponse problems(final TableNode node, final String table) {
        return TableChoice.isName(table)
                ? node.validate(table)
                : node.validateDocument(TableFile.read(Path.of(table)).document());
    }

    @Command(
            name = "validate",
            description =
                    "Has a running node list everything that is wrong or doubtful in a file, draft or revision. For a"
                            + " file alone, without a node: kairoute table check.")
    int validate(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "TABLE", description = "A YAML file, or " + TableChoice.FORMS) final String table,
            @Mixin final OutputOptions output) {
        try (TableNode node = new TableNode(server)) {
            final ValidateTableResponse found = problems(node, table);
            output.show(screen, found, () -> TableLines.answering(screen).print(table, found));
            return found.getErrors() == 0 ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    // Where the newest revision has arrived, loop by loop.
    private String publication(final TableNode node) {
        final GetPublicationResponse publication = node.call(tables -> tables.getPublication(
                GetPublicationRequest.newBuilder().setTenant(node.tenant()).build()));
        if (publication.getNewestRevision() == 0) {
            return screen.doubtful("No table was published yet.");
        }
        final String loops = publication.getLoopsList().stream()
                .filter(loop -> !loop.getState().equals("APPLIED"))
                .map(loop -> "loop " + loop.getLoop()
                        + (loop.getState().equals("NO_ANSWER")
                                ? " does not answer"
                                : " routes by revision " + loop.getRevision()))
                .collect(Collectors.joining(", "));
        final String newest = "Revision " + publication.getNewestRevision();
        return loops.isEmpty()
                ? screen.good(newest + " is applied on all " + publication.getLoopsCount() + " event loops.")
                : screen.bad(newest + " is not applied everywhere: " + loops + ".");
    }

    private String state(final Revision revision) {
        if (!revision.getRefused().isEmpty()) {
            return screen.bad("refused here: " + revision.getRefused());
        }
        return revision.getCurrent() ? screen.good("decides") : revision.getKept() ? "kept" : "";
    }
}
