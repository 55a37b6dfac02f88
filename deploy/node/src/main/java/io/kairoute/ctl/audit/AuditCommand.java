package io.kairoute.ctl.audit;

import io.kairoute.control.v1.GetAuditHeadRequest;
import io.kairoute.control.v1.GetAuditHeadResponse;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListAuditEntriesResponse;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
import io.kairoute.gateway.control.log.AuditHead;
import io.kairoute.gateway.control.log.ChainKey;
import io.kairoute.gateway.control.log.ChainVerifier;
import io.kairoute.gateway.node.StoredContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be done with the audit trail. */
@Command(
        name = "audit",
        description = "The audit trail, which is the control log: who changed what, when, from where and why.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute audit list --kind table_published --since 7d",
            "  kairoute audit list -o json | jq -r '.entries[].reason'",
            "  kairoute audit head --data-dir data",
            "  kairoute audit verify --data-dir data --head default=41:9f3a..."
        })
public final class AuditCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen) {
        return Group.ordered(new CommandLine(new AuditCommand(screen)), "list", "head", "verify");
    }

    AuditCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(
            name = "head",
            description =
                    "Prints TENANT=COUNT:HASH of a chain; noted elsewhere, it shows later whether the end was cut off."
                            + " A data directory tells those of every tenant, a running node that of the caller's.")
    int head(@Mixin final DecisionSource source, @Mixin final OutputOptions output) {
        if (source.isRemote()) {
            try (ControlClient client = new ControlClient(source.server())) {
                final GetAuditHeadResponse head = client.call(() -> client.audit()
                        .getAuditHead(GetAuditHeadRequest.newBuilder()
                                .setTenant(source.server().tenant())
                                .build()));
                output.show(screen, head, () -> screen.out().println(source.tenant() + "=" + head.getHead()));
            }
            return ExitCode.DONE;
        }
        final ChainVerifier.Verdict verdict = verify(source.controlLog(), source.controlKey(), Map.of());
        final Map<String, String> heads = new TreeMap<>();
        verdict.heads().forEach((tenant, head) -> heads.put(tenant, head.toString()));
        output.show(
                screen,
                heads,
                () -> heads.forEach((tenant, head) -> screen.out().println(tenant + "=" + head)));
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
            @Option(
                            names = "--control-key-file",
                            paramLabel = "FILE",
                            description = "The control log's key. Default: control.key in there.")
                    final @Nullable Path keyFile,
            @Option(
                            names = "--head",
                            paramLabel = "HEAD",
                            description = "A head noted earlier, [TENANT=]COUNT:HASH; may be given several times.")
                    final @Nullable List<String> heads) {
        final Map<String, AuditHead> expected = new HashMap<>();
        (heads == null ? List.<String>of() : heads).forEach(text -> expect(expected, text));
        final ChainVerifier.Verdict verdict = verify(
                dataDir.resolve(StoredContents.CONTROL_LOG),
                keyFile == null ? dataDir.resolve(StoredContents.CONTROL_KEY) : keyFile,
                expected);
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
            @Option(
                            names = "--actor",
                            paramLabel = "NAME",
                            defaultValue = "",
                            description = "Only by this one, such as key:anna.")
                    final String actor,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "Only from then on, such as 1h (ago), yesterday or 2026-11-21T18:00:00Z.")
                    final @Nullable String since,
            @Option(names = "--until", paramLabel = "TIME", description = "Only before then, likewise.")
                    final @Nullable String until,
            @Option(names = "--count", paramLabel = "N", defaultValue = "50", description = "How many, 1 to 1000.")
                    final int count,
            @Option(
                            names = "--before",
                            paramLabel = "NUMBER",
                            defaultValue = "0",
                            description = "Only entries before this one, which is how one pages on.")
                    final long before,
            @Mixin final OutputOptions output) {
        final ListAuditEntriesRequest.Builder request = ListAuditEntriesRequest.newBuilder()
                .setTenant(server.tenant())
                .setKind(kind)
                .setActor(actor)
                .setPageSize(count)
                .setBeforeNumber(before);
        if (since != null) {
            request.setSince(Times.since("--since", since));
        }
        if (until != null) {
            request.setUntil(Times.since("--until", until));
        }
        try (ControlClient client = new ControlClient(server)) {
            final ListAuditEntriesResponse entries =
                    client.call(() -> client.audit().listAuditEntries(request.build()));
            output.show(screen, entries, () -> print(entries, output));
            return ExitCode.DONE;
        }
    }

    private void print(final ListAuditEntriesResponse entries, final OutputOptions output) {
        final TextTable table = output.table(screen)
                .column("NUMBER", Side.RIGHT)
                .column("TIME", Side.LEFT)
                .column("KIND", Side.LEFT)
                .column("BY", Side.LEFT)
                .column("FROM", Side.LEFT)
                .column("REASON", Side.LEFT);
        entries.getEntriesList()
                .forEach(one -> table.row(
                        String.valueOf(one.getNumber()),
                        Times.text(one.getTime()),
                        one.getKind(),
                        one.getActor(),
                        one.getOrigin(),
                        one.getReason()));
        table.print();
        if (entries.getNextBeforeNumber() != 0) {
            screen.err().println("Older ones: --before " + entries.getNextBeforeNumber());
        }
    }

    private static void expect(final Map<String, AuditHead> expected, final String text) {
        final int equals = text.indexOf('=');
        try {
            expected.put(
                    equals < 0 ? "default" : text.substring(0, equals), AuditHead.parse(text.substring(equals + 1)));
        } catch (final IllegalArgumentException e) {
            throw new Refusal(ExitCode.USAGE, "--head: " + e.getMessage() + ".", e);
        }
    }

    private static ChainVerifier.Verdict verify(final Path log, final Path key, final Map<String, AuditHead> expected) {
        if (!Files.exists(log)) {
            throw new Refusal(ExitCode.NOT_FOUND, "There is no control log " + log + ".");
        }
        return ChainVerifier.verify(log, ChainKey.read(key), expected);
    }

    private int complain(final ChainVerifier.Verdict verdict) {
        verdict.findings().forEach(finding -> screen.out().println(screen.bad("wrong: " + finding)));
        return verdict.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
