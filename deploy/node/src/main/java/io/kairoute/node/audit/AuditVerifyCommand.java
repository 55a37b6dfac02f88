package io.kairoute.node.audit;

import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.node.StoredContents;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the audit trail of a data directory. */
@Command(name = "verify", description = NodeCommand.Description.AUDIT_VERIFY)
public final class AuditVerifyCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The data directory.")
    private Path dataDir = Path.of("");

    @Option(
            names = "--control-key-file",
            paramLabel = "FILE",
            description = "The control log's key. Default: control.key in there.")
    private @Nullable Path keyFile;

    @Option(
            names = "--head",
            paramLabel = "HEAD",
            description = "A head noted earlier, [TENANT=]COUNT:HASH; once for each tenant.")
    private List<String> heads = List.of();

    /** The command. */
    public static CommandLine of(final Screen screen) {
        return new CommandLine(new AuditVerifyCommand(screen));
    }

    private AuditVerifyCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final Map<String, AuditHead> expected = new HashMap<>();
        heads.forEach(text -> expect(expected, text));
        final ChainVerifier.Verdict verdict = ControlChain.verify(
                dataDir.resolve(StoredContents.CONTROL_LOG),
                keyFile == null ? dataDir.resolve(StoredContents.CONTROL_KEY) : keyFile,
                expected);
        if (verdict.findings().isEmpty()) {
            screen.say(screen.good("All " + verdict.entries() + " entries are what was written"
                    + (expected.isEmpty() ? "; without --head a cut end would not show." : ".")));
        }
        if (verdict.withAccounts() > 0) {
            screen.say(screen.doubtful("Entries of older versions that hold account keys as they were sent: "
                    + verdict.withAccounts()
                    + ". They cannot be removed without breaking the chain."));
        }
        verdict.findings().forEach(finding -> screen.say(screen.bad("wrong: " + finding)));
        return verdict.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void expect(final Map<String, AuditHead> expected, final String text) {
        final int equals = text.indexOf('=');
        final String tenant = equals < 0 ? "default" : text.substring(0, equals);
        try {
            if (expected.put(tenant, AuditHead.parse(text.substring(equals + 1))) != null) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "--head: tenant " + tenant + " is given twice; check one head after the other.");
            }
        } catch (final IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "--head: " + e.getMessage() + ".", e);
        }
    }
}
