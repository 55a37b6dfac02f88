package io.kairoute.deploy;

import io.kairoute.control.v1.SimulatedContact;
import io.kairoute.control.v1.SimulatedGroup;
import io.kairoute.control.v1.SimulatedQueue;
import io.kairoute.control.v1.SimulationReport;
import io.kairoute.control.v1.StreamSimulationRequest;
import io.kairoute.control.v1.StreamSimulationResponse;
import io.kairoute.deploy.control.ControlClient;
import io.kairoute.deploy.control.ServerOptions;
import io.kairoute.deploy.control.Times;
import io.kairoute.deploy.decisions.DecisionFilter;
import io.kairoute.deploy.serve.Tables;
import io.kairoute.deploy.terminal.Progress;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.history.ChunkReader;
import io.kairoute.gateway.history.decisions.DecisionMatcher;
import io.kairoute.gateway.history.decisions.Simulations;
import io.kairoute.gateway.history.replay.Simulation;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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

    @Parameters(
            paramLabel = "TABLE",
            description = "A YAML file; on a running node also draft:ID, revision:N or current.")
    private String table = "";

    @Mixin
    private final DecisionSource source = new DecisionSource();

    @Mixin
    private final DecisionFilter filter = new DecisionFilter();

    TableSimulateCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        show(source.isRemote() ? onNode(source.server()) : here());
        return ExitCode.DONE;
    }

    private SimulationReport here() {
        final CompiledRevision compiled =
                CompiledRevision.of(0, Tables.read(Path.of(table)), Horizon.around(System.currentTimeMillis()));
        final Path decisions = source.folder().decisions();
        final DecisionMatcher asked = new DecisionMatcher(filter.message());
        final ChunkReader reader = new ChunkReader();
        try (ControlLog log = source.openLog();
                Progress progress =
                        new Progress(screen, "Simulating", ChunkReader.bytes(decisions), Progress.Unit.BYTES)) {
            final Simulation simulation = new Simulation(source.tenant(), source.history(log), compiled);
            reader.read(decisions, (record, set) -> {
                if (asked.fits(record)) {
                    simulation.take(record, set);
                }
                progress.to(reader.readBytes());
                return true;
            });
            return Simulations.message(simulation.report());
        }
    }

    private SimulationReport onNode(final ServerOptions server) {
        final boolean isName = table.equals("current") || table.startsWith("draft:") || table.startsWith("revision:");
        final StreamSimulationRequest request = StreamSimulationRequest.newBuilder()
                .setTenant(server.tenant())
                .setTable(isName ? table : "")
                .setDocument(isName ? "" : document())
                .setFilter(filter.message())
                .build();
        SimulationReport report = SimulationReport.getDefaultInstance();
        try (ControlClient client = new ControlClient(server)) {
            final Iterator<StreamSimulationResponse> answers =
                    client.call(() -> client.simulations().streamSimulation(request));
            try (Progress progress = new Progress(screen, "Simulating", 0, Progress.Unit.BYTES)) {
                while (client.call(answers::hasNext)) {
                    final StreamSimulationResponse answer = answers.next();
                    progress.to(answer.getReadBytes());
                    report = answer.getReport();
                }
            }
        }
        return report;
    }

    private String document() {
        try {
            return Files.readString(Path.of(table), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new Refusal("The table " + table + " cannot be read as UTF-8: " + e.getMessage() + ".", e);
        }
    }

    private void show(final SimulationReport report) {
        say(
                "%,d contacts decided again: %,d would go to another queue, %,d would be another occasion, %,d another tier.",
                report.getContacts(), report.getMovedQueue(), report.getOtherOccasion(), report.getOtherTier());
        if (report.getSkipped() > 0) {
            say("%,d were answered by the server's deadline and left out.", report.getSkipped());
        }
        groups("OCCASION", report.getOccasionsList());
        groups("TIER", report.getTiersList());
        final TextTable queues = new TextTable(screen)
                .column("QUEUE", Side.LEFT)
                .column("BEFORE", Side.RIGHT)
                .column("AFTER", Side.RIGHT)
                .column("BUSIEST HOUR", Side.RIGHT)
                .column("CAPACITY", Side.RIGHT);
        for (final SimulatedQueue queue : report.getQueuesList()) {
            final String busiest = number(queue.getBusiestHour());
            queues.row(
                    queue.getId(),
                    number(queue.getBefore()),
                    number(queue.getAfter()),
                    queue.hasCapacity() && queue.getBusiestHour() > queue.getCapacity() ? screen.bad(busiest) : busiest,
                    queue.hasCapacity() ? number(queue.getCapacity()) : "");
        }
        queues.print();
        if (report.getWorstCount() > 0) {
            screen.out().println(screen.bold("Worst off"));
            for (final SimulatedContact one : report.getWorstList()) {
                say(
                        "  %s  %s  %s: %s priority %d, %d s  becomes  %s priority %d, %d s",
                        Times.text(one.getTime()),
                        one.getContactId(),
                        one.getOccasion(),
                        one.getQueueBefore(),
                        one.getPriorityBefore(),
                        one.getSlaMsBefore() / 1_000,
                        one.getQueueAfter(),
                        one.getPriorityAfter(),
                        one.getSlaMsAfter() / 1_000);
            }
        }
    }

    private void groups(final String title, final List<SimulatedGroup> groups) {
        final TextTable shown = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("CONTACTS", Side.RIGHT)
                .column("MOVED", Side.RIGHT)
                .column("PRIORITY", Side.RIGHT)
                .column("SLA", Side.RIGHT);
        groups.forEach(group -> shown.row(
                group.getId(),
                number(group.getContacts()),
                number(group.getMoved()),
                String.format(Locale.ROOT, "%+.1f", group.getMeanPriority()),
                String.format(Locale.ROOT, "%+.1f s", group.getMeanSlaS())));
        shown.print();
    }

    private static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private void say(final String format, final Object... values) {
        screen.out().println(String.format(Locale.ROOT, format, values));
    }
}
