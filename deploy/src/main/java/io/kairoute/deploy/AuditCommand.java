package io.kairoute.deploy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.kairoute.control.v1.AuditEntry;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.control.Times;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.node.StoredContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with the audit trail. */
@Command(
        name = "audit",
        description = "The audit trail, which is the control log: who changed what, when, from where and why.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute audit list --kind table_published",
            "  kairoute audit head --data-dir data",
            "  kairoute audit verify --data-dir data --head default=41:9f3a..."
        })
final class AuditCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    AuditCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Which one: kairoute audit head|verify|list");
        }
    }

    @Command(
            name = "head",
            description =
                    "Prints COUNT:HASH of every tenant's chain; noted elsewhere, it shows later whether the end was"
                            + " cut off.")
    int head(
            @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The data directory.")
                    final Path dataDir,
            @Option(names = "--key-file", paramLabel = "FILE", description = "The key. Default: control.key in there.")
                    final @Nullable Path keyFile) {
        final ChainVerifier.Verdict verdict = verify(dataDir, keyFile, Map.of());
        verdict.heads().forEach((tenant, head) -> screen.out().println(tenant + "=" + head));
        return complain(verdict);
    }

    @Command(
            name = "verify",
            description =
                    "Checks the control log without a node: finds edits, deletions and reorders and, with --head, a"
                            + " cut end. May run beside a node. Says, too, how many entries of older versions hold account"
                            + " keys, which cannot be removed without breaking the chain.")
    int verify(
            @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "The data directory.")
                    final Path dataDir,
            @Option(names = "--key-file", paramLabel = "FILE", description = "The key. Default: control.key in there.")
                    final @Nullable Path keyFile,
            @Option(
                            names = "--head",
                            paramLabel = "[TENANT=]COUNT:HASH",
                            description = "A head noted earlier; may be given several times.")
                    final @Nullable List<String> heads) {
        final Map<String, AuditHead> expected = new HashMap<>();
        (heads == null ? List.<String>of() : heads).forEach(text -> expect(expected, text));
        final ChainVerifier.Verdict verdict = verify(dataDir, keyFile, expected);
        if (verdict.findings().isEmpty()) {
            screen.out()
                    .println(screen.good("All " + verdict.entries() + " entries are what was written"
                            + (expected.isEmpty() ? "; without --head a cut end would not show." : ".")));
        }
        if (verdict.withAccounts() > 0) {
            screen.out()
                    .println(screen.doubtful("Entries of older versions that hold account keys as they were sent: "
                            + verdict.withAccounts()
                            + ". They cannot be removed without breaking the chain."));
        }
        return complain(verdict);
    }

    @Command(name = "list", description = "Lists entries of a running node, the newest first.")
    int list(
            @Mixin final ServerOptions server,
            @Option(names = "--kind", paramLabel = "KIND", defaultValue = "", description = "Such as table_published.")
                    final String kind,
            @Option(names = "--actor", paramLabel = "NAME", defaultValue = "", description = "Only by this one.")
                    final String actor,
            @Option(names = "--since", paramLabel = "TIME", description = "Only from then on.")
                    final @Nullable String since,
            @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
                    final @Nullable String until,
            @Option(names = "--count", paramLabel = "N", defaultValue = "50", description = "How many, 1 to 1000.")
                    final int count,
            @Option(names = "--json", description = "One JSON object a line, with what was before and after.")
                    final boolean json)
            throws InvalidProtocolBufferException {
        final ListAuditEntriesRequest.Builder request = ListAuditEntriesRequest.newBuilder()
                .setTenant(server.tenant())
                .setKind(kind)
                .setActor(actor)
                .setPageSize(count);
        if (since != null) {
            request.setSince(Times.at("--since", since));
        }
        if (until != null) {
            request.setUntil(Times.at("--until", until));
        }
        try (ControlClient client = new ControlClient(server)) {
            for (final AuditEntry entry : client.call(() -> client.audit().listAuditEntries(request.build()))
                    .getEntriesList()) {
                screen.out().println(json ? line(entry) : text(entry));
            }
            return ExitCode.DONE;
        }
    }

    private static String line(final AuditEntry entry) throws InvalidProtocolBufferException {
        return JsonFormat.printer()
                .preservingProtoFieldNames()
                .omittingInsignificantWhitespace()
                .print(entry);
    }

    private static String text(final AuditEntry entry) {
        return entry.getNumber() + "  " + Times.text(entry.getTime()) + "  " + entry.getKind() + "  by "
                + entry.getActor() + " from " + entry.getOrigin()
                + (entry.getReason().isEmpty() ? "" : ": " + entry.getReason());
    }

    private static void expect(final Map<String, AuditHead> expected, final String text) {
        final int equals = text.indexOf('=');
        try {
            expected.put(
                    equals < 0 ? "default" : text.substring(0, equals), AuditHead.parse(text.substring(equals + 1)));
        } catch (final IllegalArgumentException e) {
            throw new Refusal("--head: " + e.getMessage() + ".", e);
        }
    }

    private static ChainVerifier.Verdict verify(
            final Path dataDir, final @Nullable Path keyFile, final Map<String, AuditHead> expected) {
        final Path file = dataDir.resolve(StoredContents.CONTROL_LOG);
        if (!Files.exists(file)) {
            throw new Refusal("There is no control log in " + dataDir + ".");
        }
        return ChainVerifier.verify(
                file, ChainKey.read(keyFile == null ? dataDir.resolve(StoredContents.CONTROL_KEY) : keyFile), expected);
    }

    private int complain(final ChainVerifier.Verdict verdict) {
        verdict.findings().forEach(finding -> screen.out().println(screen.bad("wrong: " + finding)));
        return verdict.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
