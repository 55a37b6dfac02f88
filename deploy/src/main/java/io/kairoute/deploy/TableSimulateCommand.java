package io.kairoute.deploy;

import io.kairoute.deploy.decisions.DecisionFilter;
import io.kairoute.deploy.decisions.DecisionLine;
import io.kairoute.deploy.serve.Tables;
import io.kairoute.deploy.terminal.Progress;
import io.kairoute.deploy.terminal.Screen;
import io.kairoute.deploy.terminal.TextTable;
import io.kairoute.deploy.terminal.TextTable.Side;
import io.kairoute.gateway.control.log.ControlLog;
import io.kairoute.gateway.control.replay.Simulation;
import io.kairoute.gateway.control.replay.SimulationReport;
import io.kairoute.gateway.log.ChunkReader;
import io.kairoute.router.compile.CompiledRevision;
import io.kairoute.router.compile.Horizon;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Parameters(paramLabel = "FILE", description = "The table, a YAML file.")
    private @Nullable Path file;

    @Mixin
    private final DecisionSource source = new DecisionSource();

    @Mixin
    private final DecisionFilter filter = new DecisionFilter();

    TableSimulateCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (file == null) {
            throw new Refusal("The table's file is needed.");
        }
        final CompiledRevision table =
                CompiledRevision.of(0, Tables.read(file), Horizon.around(System.currentTimeMillis()));
        final Path decisions = source.folder().decisions();
        final ChunkReader reader = new ChunkReader();
        try (ControlLog log = source.openLog()) {
            final Simulation simulation = new Simulation(source.tenant(), source.history(log), table);
            try (Progress progress =
                    new Progress(screen, "Simulating", ChunkReader.bytes(decisions), Progress.Unit.BYTES)) {
                reader.read(decisions, (record, set) -> {
                    if (filter.isOff() || filter.takes(DecisionLine.of(record))) {
                        simulation.take(record, set);
                    }
                    progress.to(reader.readBytes());
                    return true;
                });
            }
            show(simulation.report());
        }
        return ExitCode.DONE;
    }

    private void show(final SimulationReport report) {
        say(
                "%,d contacts decided again: %,d would go to another queue, %,d would be another occasion, %,d another tier.",
                report.contacts(), report.movedQueue(), report.otherOccasion(), report.otherTier());
        if (report.skipped() > 0) {
            say("%,d were answered by the server's deadline and left out.", report.skipped());
        }
        groups("OCCASION", report.byOccasion());
        groups("TIER", report.byTier());
        final TextTable queues = new TextTable(screen)
                .column("QUEUE", Side.LEFT)
                .column("BEFORE", Side.RIGHT)
                .column("AFTER", Side.RIGHT)
                .column("BUSIEST HOUR", Side.RIGHT)
                .column("CAPACITY", Side.RIGHT);
        report.byQueue().forEach((id, load) -> {
            final Integer capacity = report.capacity(id);
            final String busiest = number(load.busiestHour());
            queues.row(
                    id,
                    number(load.before()),
                    number(load.after()),
                    capacity != null && load.busiestHour() > capacity ? screen.bad(busiest) : busiest,
                    capacity == null ? "" : number(capacity));
        });
        queues.print();
        if (!report.worst().isEmpty()) {
            screen.out().println(screen.bold("Worst off"));
            report.worst()
                    .forEach(one -> say(
                            "  %s  %s  %s: %s priority %d, %d s  becomes  %s priority %d, %d s",
                            Instant.ofEpochMilli(one.atMs()),
                            one.before().contactId(),
                            one.before().occasion(),
                            one.before().queue(),
                            one.before().priority(),
                            one.before().slaMs() / 1_000,
                            one.after().queue(),
                            one.after().priority(),
                            one.after().slaMs() / 1_000));
        }
    }

    private void groups(final String title, final Map<String, SimulationReport.Shift> groups) {
        final TextTable table = new TextTable(screen)
                .column(title, Side.LEFT)
                .column("CONTACTS", Side.RIGHT)
                .column("MOVED", Side.RIGHT)
                .column("PRIORITY", Side.RIGHT)
                .column("SLA", Side.RIGHT);
        groups.forEach((id, shift) -> table.row(
                id,
                number(shift.contacts()),
                number(shift.moved()),
                String.format(Locale.ROOT, "%+.1f", shift.meanPriority()),
                String.format(Locale.ROOT, "%+.1f s", shift.meanSlaSeconds())));
        table.print();
    }

    private static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private void say(final String format, final Object... values) {
        screen.out().println(String.format(Locale.ROOT, format, values));
    }
}
