package io.kairoute.node.table;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.router.table.TableSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of tables. */
@Command(
        name = "schema",
        description = NodeCommand.Description.TABLE_SCHEMA,
        footerHeading = "%nExample:%n",
        footer = {
            "  kairoute table schema > table.schema.json",
            "",
            "Then write this as the first line of the table, and an editor with a YAML language server knows it:",
            "  # yaml-language-server: $schema=table.schema.json"
        })
public final class TableSchemaCommand implements Callable<Integer> {
    private final Screen screen;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new TableSchemaCommand(screen));
    }

    TableSchemaCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.out().writeBytes(TableSchema.bytes());
        screen.out().flush();
        return ExitCode.DONE;
    }
}
