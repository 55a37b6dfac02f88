package io.kairoute.ctl.segments;

import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.ActivateSegmentSetResponse;
import io.kairoute.control.v1.DeleteCustomerRequest;
import io.kairoute.control.v1.DeleteCustomerResponse;
import io.kairoute.control.v1.GetCustomerRequest;
import io.kairoute.control.v1.GetCustomerResponse;
import io.kairoute.control.v1.GetSegmentStatisticsRequest;
import io.kairoute.control.v1.GetSegmentStatisticsResponse;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.ListSegmentSetsResponse;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.RollbackSegmentSetResponse;
import io.kairoute.ctl.change.NeededReason;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.help.Group;
import io.kairoute.ctl.help.Wanted;
import io.kairoute.ctl.offline.OfflineWork;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with segment sets. */
@Command(
        name = "segments",
        addMethodSubcommands = false,
        description = "Segment sets, and the customers in them.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute segments list",
            "  kairoute segments activate 7 --reason \"November\"",
            "  kairoute segments rollback --reason \"wrong tiers\"",
            "  kairoute segments upsert crm:4711 --tier gold --source-version 8 --set language=es",
            "  kairoute segments delete crm:4711 --source-version 9",
            "  kairoute segments get crm:4711",
            "  kairoute segments erase crm:4711 --reason \"asked for it, ticket 12\""
        })
public final class SegmentsCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command, and those below it. */
    public static CommandLine of(final Screen screen, final OfflineWork offline, final Wanted wanted) {
        return new Group(new SegmentsCommand(screen))
                .methods("list", "stats")
                .command("import", () -> new CommandLine(new SegmentsImportCommand(screen, offline)))
                .methods("activate", "rollback", "get")
                .command("upsert", () -> new CommandLine(new SegmentsUpsertCommand(screen)))
                .methods("delete")
                .command("erase", () -> new CommandLine(new SegmentsEraseCommand(screen)))
                .line(wanted);
    }

    SegmentsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        Group.ask(spec);
    }

    @Command(name = "list", description = "Lists the segment sets that a running node keeps, the newest first.")
    int list(@Mixin final ServerOptions server, @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final ListSegmentSetsResponse sets = sets(client, server);
            output.show(screen, sets, () -> new SetCard(screen).print(output, sets.getSegmentSetsList()));
            return ExitCode.DONE;
        }
    }

    @Command(name = "activate", description = "Serves a kept segment set from the next contact on.")
    int activate(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "SET", description = "Its number, as list tells it.") final int number,
            @Mixin final NeededReason reason,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final ListSegmentSetsResponse before = sets(client, server);
            final ActivateSegmentSetResponse answer = client.call(() -> client.segments()
                    .activateSegmentSet(ActivateSegmentSetRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setNumber(number)
                            .setReason(reason.text())
                            .build()));
            output.show(screen, answer, () -> new SetCard(screen)
                    .printChange(before.getSegmentSetsList(), answer.getBefore(), answer.getSegmentSet()));
            return ExitCode.DONE;
        }
    }

    @Command(name = "rollback", description = "Serves the kept segment set that was served before the active one.")
    int rollback(
            @Mixin final ServerOptions server, @Mixin final NeededReason reason, @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final ListSegmentSetsResponse before = sets(client, server);
            final RollbackSegmentSetResponse answer = client.call(() -> client.segments()
                    .rollbackSegmentSet(RollbackSegmentSetRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setReason(reason.text())
                            .build()));
            output.show(screen, answer, () -> new SetCard(screen)
                    .printChange(before.getSegmentSetsList(), answer.getBefore(), answer.getSegmentSet()));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "delete",
            description = "Says that one customer is no longer known. To forget one for good, erase it.")
    int delete(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "KEY", description = "The customer's key, as crm:4711.") final String key,
            @Option(
                            names = "--source-version",
                            paramLabel = "NUMBER",
                            required = true,
                            description = "Counts what the source said of the customer; the highest wins.")
                    final long version,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final DeleteCustomerResponse answer = client.call(() -> client.segments()
                    .deleteCustomer(DeleteCustomerRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setCustomerKey(key)
                            .setSourceVersion(version)
                            .build()));
            output.show(screen, answer, () -> new CorrectionLine(screen)
                    .print(answer.getOutcome(), answer.getSourceVersion()));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "stats",
            description = "Counts who is in a segment set, and who came from where since the one before.")
    int stats(
            @Mixin final ServerOptions server,
            @Parameters(
                            paramLabel = "SET",
                            arity = "0..1",
                            defaultValue = "0",
                            description = "Its number. Default: the served one.")
                    final int number,
            @Option(
                            names = "--compare",
                            paramLabel = "SET",
                            defaultValue = "0",
                            description = "The set to compare it with. Default: the newest kept one before it.")
                    final int compared,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final GetSegmentStatisticsResponse statistics = client.call(() -> client.segments()
                    .getSegmentStatistics(GetSegmentStatisticsRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setNumber(number)
                            .setCompareWith(compared)
                            .build()));
            output.show(screen, statistics, () -> new StatisticsCard(screen).print(statistics));
            return ExitCode.DONE;
        }
    }

    @Command(name = "get", description = "Shows what is known of one customer, the key masked.")
    int get(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "KEY", description = "Any key of the customer, as crm:4711.") final String key,
            @Mixin final OutputOptions output) {
        try (ControlClient client = new ControlClient(server)) {
            final GetCustomerResponse known = client.call(() -> client.segments()
                    .getCustomer(GetCustomerRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setCustomerKey(key)
                            .build()));
            output.show(screen, known, () -> new CustomerCard(screen).print(known));
            return ExitCode.DONE;
        }
    }

    private static ListSegmentSetsResponse sets(final ControlClient client, final ServerOptions server) {
        return client.call(() -> client.segments()
                .listSegmentSets(ListSegmentSetsRequest.newBuilder()
                        .setTenant(server.tenant())
                        .build()));
    }
}
