package io.kairoute.bench;

import io.kairoute.bench.rivals.RivalRun;
import io.kairoute.bench.rivals.RivalSummary;
import io.kairoute.bench.rivals.RivalTiming;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the rivals, and prints a table. */
@Command(
        name = "rivals",
        description =
                "Times the decision engines that one would embed instead, on the same table with the same answers.")
final class RivalsCommand implements Callable<Integer> {
    private final Screen screen;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "10,100,1000,4000",
            paramLabel = "N,N",
            description = "Sizes of the table. Default: ${DEFAULT-VALUE}.")
    private List<Integer> rows = List.of();

    @Option(
            names = "--millis",
            defaultValue = "2000",
            paramLabel = "MS",
            description = "How long each table and position is measured. Default: ${DEFAULT-VALUE}.")
    private long millis;

    RivalsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        final RivalRun run = new RivalRun(millis, rows, done -> screen.err().println("  " + done));
        run.run();
        final TextTable table = new TextTable(screen)
                .column("engine", Side.LEFT)
                .column("rows", Side.RIGHT)
                .column("row met", Side.LEFT)
                .column("microseconds", Side.RIGHT)
                .column("over kairoute", Side.RIGHT);
        final RivalSummary summary = new RivalSummary(run.timings());
        for (final RivalTiming timing : run.timings()) {
            final double core = summary.mean("core", timing.rows()).orElse(Double.NaN);
            table.row(
                    timing.engine(),
                    Integer.toString(timing.rows()),
                    timing.position(),
                    String.format(Locale.ROOT, "%,.2f", timing.ns() / 1_000),
                    String.format(Locale.ROOT, "%,.1f", timing.ns() / core));
        }
        table.print();
        run.leftOut().forEach((engine, why) -> screen.out().println("  left out: " + engine + " (" + why + ")"));
        return ExitCode.DONE;
    }
}
