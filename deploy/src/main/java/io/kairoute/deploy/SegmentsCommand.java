package io.kairoute.deploy;

import io.kairoute.control.v1.ActivateSegmentSetRequest;
import io.kairoute.control.v1.ActivateSegmentSetResponse;
import io.kairoute.control.v1.ListSegmentSetsRequest;
import io.kairoute.control.v1.RollbackSegmentSetRequest;
import io.kairoute.control.v1.RollbackSegmentSetResponse;
import io.kairoute.control.v1.SegmentSet;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.control.Times;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with segment sets. */
@Command(
        name = "segments",
        description = "Segment sets, and the customers in them.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kairoute segments list",
            "  kairoute segments activate 7 --reason \"November\"",
            "  kairoute segments rollback --reason \"wrong tiers\""
        })
final class SegmentsCommand implements Runnable {
    private final Screen screen;

    @Spec
    private @Nullable CommandSpec spec;

    SegmentsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "Which one: kairoute segments import|list|activate|rollback");
        }
    }

    @Command(name = "list", description = "Lists the segment sets that a running node keeps, the newest first.")
    int list(@Mixin final ServerOptions server) {
        try (ControlClient client = new ControlClient(server)) {
            final List<SegmentSet> sets = client.call(() -> client.segments()
                            .listSegmentSets(ListSegmentSetsRequest.newBuilder()
                                    .setTenant(server.tenant())
                                    .build()))
                    .getSegmentSetsList();
            if (sets.isEmpty()) {
                screen.out().println("No segment set was imported yet.");
                return ExitCode.DONE;
            }
            final TextTable table = new TextTable(screen)
                    .column("SET", Side.RIGHT)
                    .column("VERSION", Side.LEFT)
                    .column("STATE", Side.LEFT)
                    .column("CUSTOMERS", Side.RIGHT)
                    .column("KEYS", Side.RIGHT)
                    .column("MB", Side.RIGHT)
                    .column("TAKEN", Side.LEFT)
                    .column("IMPORTED", Side.LEFT);
            sets.forEach(set -> table.row(
                    String.valueOf(set.getNumber()),
                    set.getVersion(),
                    state(set),
                    String.format(Locale.ROOT, "%,d", set.getCustomers()),
                    String.format(Locale.ROOT, "%,d", set.getKeys()),
                    String.format(Locale.ROOT, "%,.1f", set.getBytes() / 1e6),
                    Times.text(set.getSourceTime()),
                    Times.text(set.getImportTime())));
            table.print();
            return ExitCode.DONE;
        }
    }

    @Command(name = "activate", description = "Serves a kept segment set from the next contact on.")
    int activate(
            @Mixin final ServerOptions server,
            @Parameters(paramLabel = "SET", description = "Its number, as list tells it.") final int number,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
                    final String reason) {
        try (ControlClient client = new ControlClient(server)) {
            final ActivateSegmentSetResponse answer = client.call(() -> client.segments()
                    .activateSegmentSet(ActivateSegmentSetRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setNumber(number)
                            .setReason(reason)
                            .build()));
            served(answer.getSegmentSet(), answer.getBefore());
            return ExitCode.DONE;
        }
    }

    @Command(name = "rollback", description = "Serves the newest kept segment set before the active one.")
    int rollback(
            @Mixin final ServerOptions server,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
                    final String reason) {
        try (ControlClient client = new ControlClient(server)) {
            final RollbackSegmentSetResponse answer = client.call(() -> client.segments()
                    .rollbackSegmentSet(RollbackSegmentSetRequest.newBuilder()
                            .setTenant(server.tenant())
                            .setReason(reason)
                            .build()));
            served(answer.getSegmentSet(), answer.getBefore());
            return ExitCode.DONE;
        }
    }

    private void served(final SegmentSet set, final int before) {
        screen.out()
                .println(String.format(
                        Locale.ROOT,
                        "Segment set %d, version %s, serves %,d customers%s.",
                        set.getNumber(),
                        screen.bold(set.getVersion()),
                        set.getCustomers(),
                        before == 0 || before == set.getNumber() ? "" : ", in place of set " + before));
    }

    private String state(final SegmentSet set) {
        if (set.getActive() && set.getServed()) {
            return screen.good("active");
        }
        if (set.getActive()) {
            return screen.doubtful("active, not open");
        }
        return set.getServed() ? screen.doubtful("stands in") : "kept";
    }
}
