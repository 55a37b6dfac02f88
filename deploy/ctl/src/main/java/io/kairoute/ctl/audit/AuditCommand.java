package io.kairoute.ctl.audit;

import io.kairoute.control.v1.GetAuditHeadRequest;
import io.kairoute.control.v1.GetAuditHeadResponse;
import io.kairoute.control.v1.ListAuditEntriesRequest;
import io.kairoute.control.v1.ListAuditEntriesResponse;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.OwnTenant;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.offline.ChainHeads;
import io.kairoute.ctl.offline.NodeCommand;
import io.kairoute.ctl.offline.NodePart;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.terminal.HowMany;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.ctl.time.Times;
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
        addMethodSubcommands = false,
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
    private final NodePart part;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final NodePart part, final Wanted wanted) {
        return new Group(new AuditCommand(screen, part))
                .methods("list", "head")
                .command(NodeCommand.AUDIT_VERIFY.lastWord(), () -> part.command(NodeCommand.AUDIT_VERIFY, screen))
                .line(wanted);
    }

    AuditCommand(final Screen screen, final NodePart part) {
        this.screen = screen;
        this.part = part;
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
                output.show(
                        screen, head, () -> screen.say(OwnTenant.of(client, source.server()) + "=" + head.getHead()));
            }
            return ExitCode.DONE;
        }
        final ChainHeads found = part.offline().heads(source);
        output.show(
                screen, found.heads(), () -> found.heads().forEach((tenant, head) -> screen.say(tenant + "=" + head)));
        found.findings().forEach(finding -> screen.say(screen.bad("wrong: " + finding)));
        return found.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
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
            @Option(
                            names = "--count",
                            paramLabel = "N",
                            defaultValue = "50",
                            converter = HowMany.class,
                            description = "How many, 1 to 1000. Default: ${DEFAULT-VALUE}.")
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
                .column("WHAT", Side.LEFT)
                .column("BY", Side.LEFT)
                .column("FROM", Side.LEFT)
                .column("REASON", Side.LEFT);
        entries.getEntriesList()
                .forEach(one -> table.row(
                        String.valueOf(one.getNumber()),
                        Times.text(one.getTime()),
                        one.getKind(),
                        Changed.of(one.getCommand()),
                        one.getActor(),
                        one.getOrigin(),
                        one.getReason()));
        table.print();
        if (entries.getNextBeforeNumber() != 0) {
            screen.tell("Older ones: --before " + entries.getNextBeforeNumber());
        }
    }
}
