package io.kairoute.ctl.table;

import io.kairoute.control.v1.Draft;
import io.kairoute.control.v1.ImportTuningRequest;
import io.kairoute.control.v1.ImportTuningResponse;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.table.edit.EtagOptions;
import io.kairoute.ctl.table.edit.ExportedTable;
import io.kairoute.ctl.table.edit.MatrixFile;
import io.kairoute.ctl.table.edit.RuleDifference;
import io.kairoute.ctl.table.edit.Seen;
import io.kairoute.ctl.table.edit.TableLines;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.OutFile;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tuning rules as CSV for a spreadsheet: one rule a line, one key a column. */
@Command(
        name = "matrix",
        description = "Tuning rules as CSV for a spreadsheet: one rule a line, one key a column.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table matrix export draft:spring --out tuning.csv",
            "  kairoute table matrix import tuning.csv --draft spring",
            "",
            "The last column of an exported file is empty, and its title says of which table the rules",
            "are. Leave it there: an import reads in it what you saw."
        })
final class TableMatrixCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    TableMatrixCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "export", description = "Writes a table's tuning rules as CSV.")
    int export(
            @Mixin final ServerOptions server,
            @Mixin final TableChoice choice,
            @Mixin final OutFile out,
            @Option(
                            names = "--bare",
                            description = "Only the rules; the file does not say then of which table they are.")
                    final boolean isBare) {
        try (TableNode node = new TableNode(server)) {
            final ExportedTable exported = ExportedTable.tuningOf(node, choice.table());
            out.write(screen, isBare ? exported.bare() : exported.marked());
            return ExitCode.DONE;
        }
    }

    @Command(name = "import", description = "Puts the rules of a CSV in place of a draft's tuning rules.")
    int load(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "FILE", description = "The CSV file.") final Path file,
            @Option(
                            names = "--draft",
                            paramLabel = "ID",
                            defaultValue = "",
                            description = "Which draft. Default: the one that the file was exported from.")
                    final String draft,
            @Mixin final EtagOptions etag,
            @Mixin final OutputOptions output) {
        final MatrixFile matrix = MatrixFile.read(file);
        final String id =
                draft.isEmpty() && matrix.seen() != null ? matrix.seen().draft() : draft;
        if (id.isEmpty()) {
            throw new Refusal(ExitCode.USAGE, "Name the draft: --draft ID.");
        }
        try (TableNode node = new TableNode(server)) {
            final Draft there = node.needDraft(id);
            final RuleDifference difference = new RuleDifference(screen, node, there, matrix);
            final Seen seen = etag.isTyped() ? null : difference.seen();
            final ImportTuningRequest request = ImportTuningRequest.newBuilder()
                    .setTenant(node.tenant())
                    .setDraft(id)
                    .setEtag(etag.of(screen, there, seen, difference::show))
                    .setCsv(matrix.csv())
                    .build();
            final ImportTuningResponse taken = node.call(tables -> tables.importTuning(request));
            output.show(screen, taken, () -> say(taken));
            return ExitCode.DONE;
        }
    }

    private void say(final ImportTuningResponse taken) {
        screen.say(screen.good("Kept: draft:" + taken.getDraft().getDraft() + " with " + taken.getRules()
                + " tuning rules, etag " + taken.getDraft().getEtag() + "."));
        if (taken.hasEndedPlan()) {
            TableLines.answering(screen).printEnded(taken.getEndedPlan());
        }
    }
}
