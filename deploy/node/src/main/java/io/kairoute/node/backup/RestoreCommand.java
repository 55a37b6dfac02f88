package io.kairoute.node.backup;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.node.StoredContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a data directory out of a backup. */
@Command(
        name = "restore",
        description = NodeCommand.Description.RESTORE,
        footerHeading = "%nExample:%n",
        footer = "  kairoute restore monday.zip --data-dir data-restored")
public final class RestoreCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private @Nullable Path file;

    @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The directory to make.")
    private @Nullable Path dataDir;

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new RestoreCommand(screen));
    }

    RestoreCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null || dataDir == null) {
            throw new Refusal(ExitCode.USAGE, "A file and a data directory are needed.");
        }
        try {
            Restore.into(file, dataDir);
        } catch (final NoSuchFileException e) {
            throw Refusal.noFile(file, e);
        } catch (final IOException e) {
            throw new Refusal("The backup cannot be restored: " + e.getMessage() + ".", e);
        }
        final Path log = dataDir.resolve(StoredContents.CONTROL_LOG);
        final Path key = dataDir.resolve(StoredContents.CONTROL_KEY);
        if (!Files.exists(log) || !Files.exists(key)) {
            screen.say("Restored: " + dataDir + ". The control log was not checked, since its key is elsewhere.");
            return ExitCode.DONE;
        }
        final ChainVerifier.Verdict verdict = ChainVerifier.verify(log, ChainKey.read(key), Map.of());
        verdict.findings().forEach(finding -> screen.say(screen.bad("wrong: " + finding)));
        screen.say("Restored: " + dataDir + ", " + verdict.entries() + " entries of the control log checked.");
        return verdict.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
