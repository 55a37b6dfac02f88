package io.kairoute.node.backup;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.node.StoredContents;
import io.kairoute.node.audit.ControlChain;
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
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute restore monday.zip --data-dir data-restored",
            "  kairoute restore monday.zip --data-dir data-restored --control-key-file /etc/kairoute/control.key"
        })
public final class RestoreCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private @Nullable Path file;

    @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The directory to make.")
    private @Nullable Path dataDir;

    @Option(
            names = "--control-key-file",
            paramLabel = "FILE",
            description = "The control log's key, where it is kept elsewhere. Default: the backup's own.")
    private @Nullable Path keyFile;

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
        // Before anything is made: who mistypes it finds no half of a restore.
        final @Nullable ChainKey elsewhere = keyFile == null ? null : ControlChain.key(keyFile);
        try {
            Restore.into(file, dataDir);
        } catch (final NoSuchFileException e) {
            throw Refusal.noFile(file, e);
        } catch (final IOException e) {
            throw new Refusal("The backup cannot be restored: " + e.getMessage() + ".", e);
        }
        final Path log = dataDir.resolve(StoredContents.CONTROL_LOG);
        final Path own = dataDir.resolve(StoredContents.CONTROL_KEY);
        if (!Files.exists(log)) {
            screen.say("Restored: " + dataDir + ". The backup has no control log.");
            return ExitCode.DONE;
        }
        if (elsewhere == null && !Files.exists(own)) {
            screen.say("Restored: " + dataDir + ". Its control log was not checked, since the key is not in the backup."
                    + " This checks it: kairoute audit verify --data-dir " + dataDir + " --control-key-file FILE");
            return ExitCode.DONE;
        }
        final ChainVerifier.Verdict verdict =
                ChainVerifier.verify(log, elsewhere == null ? ChainKey.read(own) : elsewhere, Map.of());
        verdict.findings().forEach(finding -> screen.say(screen.bad("wrong: " + finding)));
        screen.say("Restored: " + dataDir + ", " + verdict.entries() + " entries of the control log checked.");
        return verdict.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
