package io.kairoute.ctl.table;

import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.table.edit.ExportedTable;
import io.kairoute.ctl.table.edit.TableNode;
import io.kairoute.ctl.terminal.OutFile;
import io.kairoute.ctl.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a table to be edited. */
@Command(
        name = "export",
        description = "Writes a table as it was published, after a line that says what it is.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table export --out table.yaml",
            "  kairoute table export draft:spring --out spring.yaml",
            "  kairoute table export revision:3 --bare | sha256sum",
            "",
            "Leave the first line, a comment, where it is: publish and draft save read in it what you saw."
        })
final class TableExportCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final TableChoice choice = new TableChoice();

    @Mixin
    private final OutFile out = new OutFile();

    @Option(names = "--bare", description = "Only the table, byte for byte; the file does not say then what it is.")
    private boolean isBare;

    TableExportCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        try (TableNode node = new TableNode(server)) {
            final ExportedTable exported = ExportedTable.of(node, choice.table());
            out.write(screen, isBare ? exported.bare() : exported.marked());
            return ExitCode.DONE;
        }
    }
}
