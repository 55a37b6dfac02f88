package io.kairoute.bench;

import io.kairoute.bench.process.QuietWatch;
import io.kairoute.bench.rivals.RivalExtent;
import io.kairoute.bench.rivals.RivalRun;
import io.kairoute.bench.rivals.RivalSummary;
import io.kairoute.bench.rivals.RivalTiming;
import io.kairoute.ctl.outcome.ExitCode;
import io.kairoute.ctl.outcome.Refusal;
import io.kairoute.ctl.terminal.Screen;
import io.kairoute.ctl.terminal.TextTable;
import io.kairoute.ctl.terminal.TextTable.Side;
import io.kairoute.router.Limits;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            names = "--rounds",
            defaultValue = "9",
            paramLabel = "N",
            description = "How often each engine is measured, in turns with the others. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--millis",
            defaultValue = "1000",
            paramLabel = "MS",
            description = "How long it is measured each time. Default: ${DEFAULT-VALUE}.")
    private int millis;

    @Option(
            names = "--warm-up",
            defaultValue = "120",
            paramLabel = "SECONDS",
            description =
                    "Within how long it must have become warm: three measurements in a row within 5 percent. Default:"
                            + " ${DEFAULT-VALUE}.")
    private int warmUpS;

    RivalsCommand(final Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (rounds < 1
                || millis < 1
                || warmUpS < 1
                || rows.stream().anyMatch(count -> count < 1 || count > Limits.SIGNAL_RULES)) {
            throw new Refusal(
                    "--rounds, --millis and --warm-up must be 1 or more, --rows 1 to " + Limits.SIGNAL_RULES + ".");
        }
        final Consumer<String> progress = done -> screen.err().println("  " + done);
        final QuietWatch quiet = new QuietWatch(progress);
        final RivalRun run = new RivalRun(new RivalExtent(rows, rounds, millis, warmUpS), quiet, progress);
        run.run();
        final TextTable table = new TextTable(screen)
                .column("engine", Side.LEFT)
                .column("rows", Side.RIGHT)
                .column("microseconds", Side.RIGHT)
                .column("spread", Side.RIGHT)
                .column("warm after", Side.RIGHT)
                .column("over kairoute", Side.RIGHT);
        final RivalSummary summary = new RivalSummary(run.timings());
        for (final RivalTiming timing : run.timings()) {
            table.row(
                    timing.engine(),
                    Integer.toString(timing.rows()),
                    String.format(Locale.ROOT, "%,.2f", timing.median() / 1_000),
                    String.format(Locale.ROOT, "%.0f %%", timing.spread() * 100),
                    timing.isSteady() ? String.format(Locale.ROOT, "%.0f s", timing.warmUpS()) : "not steady",
                    summary.overCore(timing.engine(), timing.rows())
                            .map(ratio -> String.format(
                                    Locale.ROOT, "%,.1f (%,.1f to %,.1f)", ratio.ratio(), ratio.least(), ratio.most()))
                            .orElse("not told"));
        }
        table.print();
        run.leftOut().forEach((engine, why) -> screen.out().println("  left out: " + engine + " (" + why + ")"));
        quiet.disturbed().forEach((task, others) -> screen.out()
                .println(screen.doubtful(String.format(
                        Locale.ROOT, "  not quiet: %s (others used %.0f %% of the processors)", task, others * 100))));
        return ExitCode.DONE;
    }
}
