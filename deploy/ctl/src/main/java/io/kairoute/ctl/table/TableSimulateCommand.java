package io.kairoute.ctl.table;

import io.kairoute.control.v1.SimulationReport;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.ctl.connection.ControlClient;
import io.kairoute.ctl.connection.ServerOptions;
import io.kairoute.ctl.offline.OfflineWork;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.past.DecisionFilter;
import io.kairoute.ctl.past.DecisionSource;
import io.kairoute.ctl.table.edit.RemoteSimulation;
import io.kairoute.ctl.table.edit.SimulationCard;
import io.kairoute.ctl.table.edit.TableFile;
import io.kairoute.ctl.terminal.OutputOptions;
import io.kairoute.ctl.terminal.Screen;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decides logged contacts again under a table, and shows what would have been different. */
@Command(
        name = "simulate",
        description =
                "Decides every logged contact again under a table that is not published, and shows what would have"
                        + " been different: contacts moved, priority and SLA, load per queue, the worst cases.",
        footerHeading = "%nExample:%n",
        footer = "  kairoute table simulate spring.yaml --data-dir data --since 2026-11-01T00:00:00Z")
final class TableSimulateCommand implements Callable<Integer> {
    private final Screen screen;
    private final OfflineWork offline;

    @Parameters(
            paramLabel = "TABLE",
            description = "A YAML file; on a running node also draft:ID, revision:N or current.")
    private String table = "";

    @Mixin
    private final DecisionSource source = new DecisionSource();

    @Mixin
    private final DecisionFilter filter = new DecisionFilter();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    TableSimulateCommand(final Screen screen, final OfflineWork offline) {
        this.screen = screen;
        this.offline = offline;
    }

    @Override
    public Integer call() {
        final SimulationReport report = source.isRemote()
                ? onNode(source.server())
                : offline.simulate(screen, source, Path.of(table), filter.message());
        output.show(screen, report, () -> new SimulationCard(screen).print(report));
        return ExitCode.DONE;
    }

    private SimulationReport onNode(final ServerOptions server) {
        final boolean isName = TableChoice.isName(table);
        final StreamSimulationRequest request = StreamSimulationRequest.newBuilder()
                .setTenant(server.tenant())
                .setTable(isName ? table : "")
                .setDocument(isName ? "" : TableFile.read(Path.of(table)).document())
                .setFilter(filter.message())
                .build();
        try (ControlClient client = new ControlClient(server)) {
            return new RemoteSimulation(screen, client).run(request);
        }
    }
}
