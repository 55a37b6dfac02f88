package io.kairoute.node.table;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.OutFile;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.table.TableProtos;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.yaml.TableWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a table in its canonical form. */
@Command(
        name = "convert",
        description = {NodeCommand.Description.TABLE_CONVERT, "Equal tables come out as equal bytes; comments are lost."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table convert table.yaml                        the canonical YAML, on the terminal",
            "  kairoute table convert table.yaml --out table.binpb      kairoute.table.v1.Table, serialized",
            "  kairoute table convert table.binpb --out table.yaml --force"
        })
public final class TableConvertCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The table: YAML, or protobuf where it ends in .binpb.")
    private @Nullable Path file;

    @Mixin
    private final OutFile out = new OutFile();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new TableConvertCommand(screen));
    }

    TableConvertCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new Refusal(ExitCode.USAGE, "The table's file is needed.");
        }
        final TableDefinition table = Tables.read(file);
        final Path to = out.path();
        final boolean isProtobuf = to != null && Tables.isProtobuf(to);
        final byte[] document = isProtobuf ? TableProtos.write(table).toByteArray() : TableWriter.write(table);
        out.write(screen, document);
        if (to != null) {
            screen.tell(to + ": " + document.length + " bytes.");
        }
        return ExitCode.DONE;
    }
}
