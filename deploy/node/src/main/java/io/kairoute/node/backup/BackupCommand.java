package io.kairoute.node.backup;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a data directory into one file, beside a running node or without one. */
@Command(
        name = "backup",
        description = NodeCommand.Description.BACKUP,
        footerHeading = "%nExample:%n",
        footer = "  kairoute backup monday.zip --data-dir data")
public final class BackupCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The file to write; it must not be there yet.")
    private @Nullable Path file;

    @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The data directory.")
    private @Nullable Path dataDir;

    @Option(names = "--decisions", description = "The decision log too.")
    private boolean withDecisions;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new BackupCommand(screen));
    }

    BackupCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null || dataDir == null) {
            throw new Refusal(ExitCode.USAGE, "A file and a data directory are needed.");
        }
        try {
            final int files =
                    Backup.write(dataDir, file.toAbsolutePath(), withDecisions).size();
            screen.say(screen.good("Written: " + file + ", " + files + " files.")
                    + " It holds secrets; keep it where only you can read it.");
            return ExitCode.DONE;
        } catch (final IOException e) {
            throw new Refusal(ExitCode.NOT_WRITTEN, "The backup cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
