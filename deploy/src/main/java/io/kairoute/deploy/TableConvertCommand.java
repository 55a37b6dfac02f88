package io.kairoute.deploy;

import io.kairoute.deploy.serve.Tables;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.gateway.table.TableProtos;
import io.kairoute.router.table.TableDefinition;
import io.kairoute.router.table.yaml.TableWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a table in its canonical form. */
@Command(
        name = "convert",
        description = {
            "Writes a table in its canonical form: YAML, or protobuf where the output ends in .binpb.",
            "Equal tables come out as equal bytes; comments are lost."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute table convert table.yaml                        the canonical YAML, on the terminal",
            "  kairoute table convert table.yaml -o table.binpb         kairoute.table.v1.Table, serialized",
            "  kairoute table convert table.binpb -o table.yaml --force"
        })
final class TableConvertCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The table: YAML, or protobuf where it ends in .binpb.")
    private @Nullable Path file;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; canonical YAML on the terminal unless given.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replace the output where it exists.")
    private boolean isForced;

    TableConvertCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new Refusal("The table's file is needed.");
        }
        final TableDefinition table = Tables.read(file);
        if (output == null) {
            screen.out().writeBytes(TableWriter.write(table));
            screen.out().flush();
            return ExitCode.DONE;
        }
        final byte[] document =
                Tables.isProtobuf(output) ? TableProtos.write(table).toByteArray() : TableWriter.write(table);
        write(output, document);
        screen.out().println(output + ": " + document.length + " bytes.");
        return ExitCode.DONE;
    }

    /** Beside the output first, so that a full disk costs nobody the old file. */
    private void write(final Path target, final byte[] document) {
        final Path beside = target.resolveSibling(target.getFileName() + ".new");
        try {
            if (!isForced && Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.write(
                    beside,
                    document,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final FileAlreadyExistsException exists) {
            throw new Refusal(target + " exists: name another output, or replace it with --force.", exists);
        } catch (final IOException e) {
            throw new Refusal(target + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
